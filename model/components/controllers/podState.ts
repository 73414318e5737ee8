import type { Pod } from '../../objects/index.ts';

/** What controllers ask of a pod (pkg/controller/controller_utils.go, pkg/api/v1/pod/util.go). */

export function isTerminal(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

export function isDeleting(object: { readonly metadata: { readonly deletionTimestamp?: string | undefined } }): boolean {
  return object.metadata.deletionTimestamp !== undefined;
}

/** Counts towards the replicas that are wanted (IsPodActive). */
export function isActive(pod: Pod): boolean {
  return !isTerminal(pod) && !isDeleting(pod);
}

export function isReady(pod: Pod): boolean {
  return (pod.status?.conditions ?? []).some((condition) => condition.type === 'Ready' && condition.status === 'True');
}

/** `namespace/name`, as work queues name objects. */
export function queueKey(object: { readonly metadata: { readonly namespace?: string | undefined; readonly name?: string | undefined } }): string {
  const { namespace, name } = object.metadata;
  return namespace === undefined ? String(name) : `${namespace}/${String(name)}`;
}

export function splitKey(key: string): { readonly namespace: string; readonly name: string } {
  const slash = key.indexOf('/');
  return { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}
