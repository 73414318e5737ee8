import type { StateView } from '../../model/kernel/index.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import { formatQuantity, parseQuantity, resources, type Pod, type ResourceQuota } from '../../model/objects/index.ts';
import { nameOf, stored, type ClusterInvariant, type StoredObject } from '../cluster.ts';
import { isTerminal } from '../pods/podView.ts';
import { amountsOf, atMost } from '../scheduling/feasibility/resources.ts';

/** P15. What is stored is counted anew, whatever the status of the quota says. */
export const quotaIsRespected: ClusterInvariant = {
  kind: 'invariant',
  name: 'quota-is-respected',
  statement: 'The objects that were created in a namespace under a quota use no more than its hard limits.',
  source: 'Resource Quotas; apiserver pkg/admission/plugin/resourcequota/controller.go; kubernetes#123434, kubernetes#141904',
  violation(state, shape) {
    for (const quota of stored<ResourceQuota>(state, shape, 'resourcequotas')) {
      const hard = quota.status?.hard ?? quota.spec?.hard ?? {};
      for (const [resource, limit] of Object.entries(hard)) {
        const used = usageOf(resource, quota, state, shape);
        if (used <= parseQuantity(limit).nano) continue;
        return `namespace ${quota.metadata.namespace ?? ''} uses ${formatQuantity({ nano: used, format: 'DecimalSI' })} ${resource}, and its quota ${nameOf(quota.metadata)} allows ${limit}`;
      }
    }
    return undefined;
  },
};

const one = 1_000_000_000n;

function usageOf(limited: string, quota: ResourceQuota, state: StateView, shape: ClusterShape): bigint {
  const charged = (resource: string): readonly StoredObject[] => stored(state, shape, resource).filter(({ metadata }) => metadata.namespace === quota.metadata.namespace && isYounger(metadata, quota.metadata));
  const counted = resources.find(({ resource, apiVersion }) => limited === `count/${[resource, ...apiVersion.split('/').slice(0, -1)].join('.')}` || (limited === resource && resource !== 'pods'));
  if (counted !== undefined) return BigInt(charged(counted.resource).length) * one;
  const pods = (charged('pods') as unknown as readonly Pod[]).filter(({ status }) => !isTerminal(status?.phase));
  if (limited === 'pods') return BigInt(pods.length) * one;
  if (limited === 'requests.storage') return charged('persistentvolumeclaims').reduce((sum, claim) => sum + storageOf(claim), 0n);
  const kind = limited.startsWith('limits.') ? 'limits' : 'requests';
  const name = limited.replace(/^(limits|requests)\./, '');
  return pods.reduce((sum, pod) => sum + (atMost(pod, kind).get(name) ?? 0n), 0n);
}

/** Created after the quota: a UID ends in the revision of the creation. */
function isYounger(object: { readonly uid?: string }, quota: { readonly uid?: string }): boolean {
  const created = ({ uid = '' }: { readonly uid?: string }): number => Number(uid.slice(uid.lastIndexOf('-') + 1));
  return !(created(object) < created(quota));
}

function storageOf(claim: StoredObject): bigint {
  const { spec } = claim as unknown as { readonly spec?: { readonly resources?: { readonly requests?: { readonly [resource: string]: string } } } };
  return amountsOf(spec?.resources?.requests).get('storage') ?? 0n;
}
