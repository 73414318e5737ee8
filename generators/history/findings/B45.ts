import type { Finding } from '../finding.ts';

/** Recorded by `npm run history`. */
export const B45: Finding = {
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
    'apiserver: validate POST pods/web of kubectl',
    'webhookTimeout: apiserver → webhook-policy.example.com: review CREATE Pod web (Pending)',
    'webhook-policy.example.com → apiserver: no answer',
    'apiserver → etcd: txn: create pods/default/web',
  ],
};
