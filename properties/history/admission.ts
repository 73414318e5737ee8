import { asMutant, type HistoricalBug } from './bug.ts';

export const admissionBugs: readonly HistoricalBug[] = [
  {
    id: 'B36',
    title: 'objects are created in a namespace that is gone',
    references: ['kubernetes#22045', 'kubernetes#43806'],
    mechanism:
      'NamespaceLifecycle let through what its cache of namespaces gave no reason to refuse, and that cache lags: a pod was stored in a namespace that had been emptied and removed. It belongs to nothing, nothing deletes it, and one such pod on a node that was gone, too, made every scheduling cycle fail. What the cache does not know is now asked of etcd before it is let through.',
    ...asMutant('namespace-is-not-asked-for'),
  },
  {
    id: 'B45',
    title: 'a webhook that does not answer in time is skipped',
    references: ['Dynatrace/dynatrace-operator#308'],
    mechanism:
      'A webhook with failurePolicy Ignore that times out is passed over: the pod is stored without its sidecar or without having been looked at by the policy, and stays so. That is what Ignore means, and what those who depend on the webhook did not expect. With Fail the request must be refused; an API server that treats both alike stores pods nobody has looked at.',
    ...asMutant('webhooks-fail-open'),
  },
];
