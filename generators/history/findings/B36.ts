import type { Finding } from '../finding.ts';

/** Recorded by `npm run history`. */
export const B36: Finding = {
  seed: 1,
  strategy: 'portfolio',
  runs: 1,
  foundLength: 7,
  isShortest: true,
  completionLength: 0,
  schedule: [
    'kubectl: create pod/web',
    'kubectl → apiserver: POST pods/web',
    'apiserver: mutate POST pods/web of kubectl',
    'apiserver → etcd: read namespaces/nowhere',
    'etcd → apiserver: 0 objects',
    'apiserver: validate POST pods/web of kubectl',
    'apiserver → etcd: txn: create pods/nowhere/web',
  ],
};
