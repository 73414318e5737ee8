import type { StateView } from '../../model/kernel/index.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import { formatQuantity, parseQuantity, resources, type Pod, type ResourceQuota } from '../../model/objects/index.ts';
import { commits, keyIn, monitor, nameOf, stored, without, type StoredObject } from '../cluster.ts';
import { isTerminal } from '../pods/podView.ts';
import { amountsOf, atMost } from '../scheduling/feasibility/resources.ts';

/** Of each quota that was created since the beginning, the keys of what was created in its namespace after it. */
type Younger = { readonly [quota: string]: readonly string[] };

/**
 * P15. What is stored is counted anew, whatever the status of the quota says: what is younger than the quota, and all
 * there is if the quota was there from the beginning.
 */
export const quotaIsRespected = monitor<Younger>({
  name: 'quota-is-respected',
  statement: 'The objects that were created in a namespace under a quota use no more than its hard limits.',
  promise: 'P15',
  source: 'Resource Quotas; apiserver pkg/admission/plugin/resourcequota/controller.go; kubernetes#123434, kubernetes#141904',
  initial: {},
  judge(younger, happening, shape) {
    let now = younger;
    for (const { resource, type, object } of commits(happening, shape)) {
      const key = keyIn(resource, object.metadata);
      if (type === 'ADDED') now = added(now, key, object.metadata.namespace);
      if (resource !== 'resourcequotas') continue;
      if (type === 'ADDED') now = { ...now, [key]: [] };
      else if (type === 'DELETED') now = without(now, key);
    }
    return now;
  },
  compare(younger, state, shape) {
    for (const quota of stored<ResourceQuota>(state, shape, 'resourcequotas')) {
      const hard = quota.status?.hard ?? quota.spec?.hard ?? {};
      for (const [resource, limit] of Object.entries(hard)) {
        const used = usageOf(resource, quota, younger, state, shape);
        if (used <= parseQuantity(limit).nano) continue;
        return `namespace ${quota.metadata.namespace ?? ''} uses ${formatQuantity({ nano: used, format: 'DecimalSI' })} ${resource}, and its quota ${nameOf(quota.metadata)} allows ${limit}`;
      }
    }
    return undefined;
  },
  premise: (_, state, { etcd }) => state.keys(etcd, 'resourcequotas/').length > 0,
});

/** Which is younger than the quotas of its namespace; in the order of the keys, so that equal histories meet. */
function added(younger: Younger, key: string, namespace: string | undefined): Younger {
  const quotas = Object.keys(younger).filter((quota) => namespace !== undefined && quota.startsWith(`resourcequotas/${namespace}/`) && !younger[quota]?.includes(key));
  return quotas.length === 0 ? younger : { ...younger, ...Object.fromEntries(quotas.map((quota) => [quota, [...(younger[quota] ?? []), key].sort()])) };
}

const one = 1_000_000_000n;

function usageOf(limited: string, quota: ResourceQuota, younger: Younger, state: StateView, shape: ClusterShape): bigint {
  const counts = younger[keyIn('resourcequotas', quota.metadata)];
  const charged = (resource: string): readonly StoredObject[] =>
    stored(state, shape, resource).filter(({ metadata }) => metadata.namespace === quota.metadata.namespace && (counts?.includes(keyIn(resource, metadata)) ?? true));
  const counted = resources.find(({ resource, apiVersion }) => limited === `count/${[resource, ...apiVersion.split('/').slice(0, -1)].join('.')}` || (limited === resource && resource !== 'pods'));
  if (counted !== undefined) return BigInt(charged(counted.resource).length) * one;
  const pods = (charged('pods') as unknown as readonly Pod[]).filter(({ status }) => !isTerminal(status?.phase));
  if (limited === 'pods') return BigInt(pods.length) * one;
  if (limited === 'requests.storage') return charged('persistentvolumeclaims').reduce((sum, claim) => sum + storageOf(claim), 0n);
  const kind = limited.startsWith('limits.') ? 'limits' : 'requests';
  const name = limited.replace(/^(limits|requests)\./, '');
  return pods.reduce((sum, pod) => sum + (atMost(pod, kind).get(name) ?? 0n), 0n);
}

function storageOf(claim: StoredObject): bigint {
  const { spec } = claim as unknown as { readonly spec?: { readonly resources?: { readonly requests?: { readonly [resource: string]: string } } } };
  return amountsOf(spec?.resources?.requests).get('storage') ?? 0n;
}
