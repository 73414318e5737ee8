import type { Finding } from '../finding.ts';

/** Recorded by `npm run history`. */
export const B23: Finding = {
  seed: 1,
  strategy: 'portfolio',
  runs: 2,
  foundLength: 118,
  isShortest: false,
  completionLength: 0,
  schedule: [
    'apiserver: fill the watch caches',
    'apiserver → etcd: read *',
    'etcd → apiserver: 22 objects',
    'kubelet-node-1: list pods',
    'kubelet-node-1 → apiserver: LIST pods',
    'apiserver → etcd: read pods/*',
    'etcd → apiserver: Pod web (Pending, node-1)',
    'apiserver → kubelet-node-1: 200 1 items (informer)',
    'kubelet-node-1: ask what the runtime has',
    'kubelet-node-1 → runtime-node-1: ListPodSandbox',
    'runtime-node-1 → kubelet-node-1: ListPodSandbox: ok',
    'kubelet-node-1 → runtime-node-1: ListContainers',
    'runtime-node-1 → kubelet-node-1: ListContainers: ok',
    'kubelet-node-1: admit default/web',
  ],
};
