import type { Finding } from '../finding.ts';

/** Recorded by `npm run history`. */
export const B12: Finding = {
  seed: 1,
  strategy: 'portfolio',
  runs: 3,
  foundLength: 61,
  isShortest: false,
  completionLength: 0,
  schedule: [
    'kubectl: create pod/web',
    'kubectl → apiserver: POST pods/web',
    'apiserver: mutate POST pods/web of kubectl',
    'apiserver: validate POST pods/web of kubectl',
    'apiserver → etcd: txn: create pods/default/web',
    'apiserver ← watch pods: ADDED Pod web (Pending)',
    'scheduler-b ← watch pods: ADDED Pod web (Pending)',
    'scheduler-b: schedule default/web [node-1]',
    'scheduler-b → apiserver: POST pods/web/binding node-1',
    'apiserver: mutate POST pods/web/binding node-1 of scheduler-b',
    'apiserver: validate POST pods/web/binding node-1 of scheduler-b',
    'apiserver → etcd: txn: update pods/default/web',
    'apiserver ← watch pods: MODIFIED Pod web (Pending, node-1)',
    'scheduler-a ← watch pods: ADDED Pod web (Pending)',
    'scheduler-a: schedule default/web [node-2]',
    'scheduler-a → apiserver: POST pods/web/binding node-2',
    'apiserver: mutate POST pods/web/binding node-2 of scheduler-a',
    'apiserver: validate POST pods/web/binding node-2 of scheduler-a',
    'apiserver → etcd: read pods/default/web',
    'etcd → apiserver: Pod web (Pending, node-1)',
    'apiserver → scheduler-a: 409 Conflict (bind)',
  ],
};
