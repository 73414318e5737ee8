import type { Finding } from '../finding.ts';

/** Recorded by `npm run history`. */
export const B03: Finding = {
  seed: 4,
  strategy: 'random',
  runs: 7,
  foundLength: 72,
  isShortest: false,
  completionLength: 13,
  schedule: [
    'kubectl: create pod/web',
    'kubectl → apiserver: POST pods/web',
    'apiserver: mutate POST pods/web of kubectl',
    'watchBroken: controller-manager watching deployments',
    'controller-manager notices that its watch of deployments broke',
    'watchBroken: scheduler watching pods',
    'scheduler notices that its watch of pods broke',
    'etcd: compact [compaction, pods]',
    'apiserver: validate POST pods/web of kubectl',
    'controller-manager: watch deployments again',
    'scheduler: watch pods again',
    'apiserver → etcd: txn: create pods/default/web',
    'controller-manager → apiserver: WATCH deployments',
    'scheduler → apiserver: WATCH pods',
    'etcd → apiserver: committed Pod web (Pending)',
    'apiserver ← watch pods: ADDED Pod web (Pending)',
    'apiserver → controller-manager: 200 (informer)',
    'apiserver → scheduler: 200 (informer)',
    'apiserver → kubectl: 201 Pod web (Pending) (command)',
    'controller-manager ← watch pods: ADDED Pod web (Pending)',
    'kubectl-get ← watch pods: ADDED Pod web (Pending)',
  ],
};
