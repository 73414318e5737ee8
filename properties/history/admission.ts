import type { ScenarioInput } from '../../model/scenario.ts';
import { apply, create, pod, quota, service } from '../mutants/manifests.ts';
import { asMutant, type HistoricalBug } from './bug.ts';

const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } };

/**
 * While a quota is charged for the claim, the pod and the Service wait for their turn together: the quota that the pod is charged to has
 * been changed, and another one forbids the Service. kubectl must not wait for its answers. There is no node, since nothing has to run.
 */
const threeQuotas: ScenarioInput = {
  name: 'three quotas, one of which is changed meanwhile',
  nodes: 0,
  objects: [quota('big', { pods: '9' }), quota('claims', { persistentvolumeclaims: '9' }), quota('small', { services: '0' })],
  commands: [...apply(quota('big', { pods: '8' })), ...create(claim, pod('web'), service('web'))],
  faults: { requestTimeout: 3 },
};

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
    id: 'B42',
    title: 'what one quota forbids is let through when another one is tried again',
    references: ['kubernetes#141904'],
    mechanism:
      'Requests that come while quotas are being charged wait and are checked together. If a quota was changed by somebody else meanwhile, all of them are checked again, against the changed quotas only; and a request that another quota had forbidden, and that the changed one does not concern, came out as allowed. A rejection must stand, whatever is tried again.',
    scenario: threeQuotas,
    guards: { 'apiserver.quotaRejectionIsKept': false },
    violates: 'quota-is-respected',
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
