import type { Finding } from '../finding.ts';

/** Recorded by `npm run history`. */
export const B12: Finding = {
  seed: 4,
  strategy: 'portfolio',
  runs: 1,
  foundLength: 25,
  isShortest: true,
  completionLength: 0,
  schedule: [
    'kubectl: create pod/web',
    'kubectl → apiserver: POST pods/web',
    'apiserver: mutate POST pods/web of kubectl',
    'apiserver: validate POST pods/web of kubectl',
    'apiserver → etcd: txn: create pods/default/web',
    'apiserver ← watch pods: ADDED Pod web (Pending)',
    'scheduler-a ← watch pods: ADDED Pod web (Pending)',
    'scheduler-a: schedule default/web [node-1]',
    'scheduler-a → apiserver: POST pods/web/binding node-1',
    'apiserver: mutate POST pods/web/binding node-1 of scheduler-a',
    'apiserver: validate POST pods/web/binding node-1 of scheduler-a',
    'apiserver → etcd: txn: update pods/default/web',
    'scheduler-b ← watch pods: ADDED Pod web (Pending)',
    'scheduler-b: schedule default/web [node-2]',
    'scheduler-b → apiserver: POST pods/web/binding node-2',
    'apiserver: mutate POST pods/web/binding node-2 of scheduler-b',
    'apiserver: validate POST pods/web/binding node-2 of scheduler-b',
    'apiserver → etcd: txn: update pods/default/web',
    'etcd → apiserver: comparison failed',
    'apiserver: validate POST pods/web/binding node-2 of scheduler-b',
    'apiserver → scheduler-b: 409 Conflict (bind)',
  ],
};
