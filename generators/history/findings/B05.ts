import type { Finding } from '../finding.ts';

/** Recorded by `npm run history`. */
export const B05: Finding = {
  seed: 1,
  strategy: 'portfolio',
  runs: 1,
  foundLength: 5,
  isShortest: true,
  completionLength: 0,
  schedule: [
    'kubectl: create pod/web',
    'kubectl → apiserver: POST pods/web',
    'apiserver: mutate POST pods/web of kubectl',
    'apiserver: validate POST pods/web of kubectl',
    'apiserver → etcd: txn: create pods/default/web',
  ],
};
