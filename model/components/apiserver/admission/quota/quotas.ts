import type { JsonObject } from '../../../../kernel/json.ts';
import type { Step } from '../../../../kernel/step.ts';
import type { KubernetesObject, ResourceList, ResourceQuota } from '../../../../objects/index.ts';
import type { Caches } from '../plugin.ts';

/**
 * Until the quota controller has filled the status, the limits of the spec hold and nothing counts as used.
 * (In reality a quota without status limits nothing yet: stricter here, so that a scenario need not wait.)
 */
export function hardOf(quota: ResourceQuota): ResourceList {
  return quota.status?.hard ?? quota.spec?.hard ?? {};
}

/** Only what is limited is counted. */
export function usedOf(quota: ResourceQuota): ResourceList {
  const used = quota.status?.used ?? {};
  return Object.fromEntries(Object.keys(hardOf(quota)).sort().map((resource) => [resource, used[resource] ?? '0']));
}

/** Parts: quotas that this API server knows to be newer than its cache has them. */
const seen = 'quota-seen/';

/** The quotas of a namespace, by name: what the cache has, or what this API server knows better. */
export function quotasOf(step: Step, caches: Caches, namespace: string): readonly ResourceQuota[] {
  return caches.cached<ResourceQuota>('resourcequotas', namespace).map((cached) => {
    const part = `${seen}${namespace}/${cached.metadata.name}`;
    const own = step.get(part) as ResourceQuota | undefined;
    if (own === undefined) return cached;
    if (step.check('quotaOwnWriteIsSeen', revision(own) > revision(cached) && own.metadata.uid === cached.metadata.uid)) return own;
    step.set(part, undefined);
    return cached;
  });
}

/** Remembers a quota's state that etcd answered with, until the cache shows it or a later one. */
export function rememberQuota(step: Step, caches: Caches, namespace: string, answered: JsonObject): void {
  const quota = answered as ResourceQuota;
  const cached = caches.cachedObject<ResourceQuota>('resourcequotas', namespace, quota.metadata.name);
  const newer = cached !== undefined && revision(quota) > revision(cached);
  step.set(`${seen}${namespace}/${quota.metadata.name}`, newer ? answered : undefined);
}

/** The cache has caught up with a quota (or it is gone): what was remembered of it is of no more use. */
export function quotaCached(step: Step, quota: KubernetesObject, deleted: boolean): void {
  const part = `${seen}${quota.metadata.namespace ?? 'default'}/${quota.metadata.name}`;
  const own = step.get(part) as ResourceQuota | undefined;
  if (own !== undefined && (deleted || revision(quota) >= revision(own))) step.set(part, undefined);
}

function revision(quota: KubernetesObject): number {
  return Number(quota.metadata.resourceVersion ?? 0);
}
