import type { View } from '../../kernel/component.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { keyOf, matchesNodeSelector, type KubernetesObject, type Node, type PersistentVolume, type PersistentVolumeClaim, type Pod, type StorageClass } from '../../objects/index.ts';
import { cached } from '../client/informer.ts';
import type { NewRequest } from '../client/protocol.ts';
import type { PodVolumes } from './parts.ts';

/** Tells the provisioner where the pod will run (annotation of a claim). */
export const selectedNode = 'volume.kubernetes.io/selected-node';

/** The volume objects as a scheduling cycle sees them: caches overlaid with what attempts under way decided. */
export interface VolumeView {
  readonly claims: { readonly [key: string]: PersistentVolumeClaim };
  readonly volumes: { readonly [key: string]: PersistentVolume };
  readonly classes: { readonly [name: string]: StorageClass };
}

/**
 * The assume cache (plugins/volumebinding/assume_cache.go): a decision of an attempt under way counts until the
 * informer shows a newer version of the object.
 */
export function volumeView(view: View): VolumeView {
  const decided = view.keys('volumes/').flatMap((part) => (view.get(part) as PodVolumes).writes.map((write) => write.body as unknown as KubernetesObject));
  const overlay = new Map(decided.map((object) => [keyOf(object), object]));
  const seen = <T extends KubernetesObject>(resource: string): { readonly [key: string]: T } =>
    Object.fromEntries(cached<T>(view, resource).map((object) => [nameOf(object), pick(object, overlay.get(keyOf(object)) as T | undefined)]));
  return { claims: seen('persistentvolumeclaims'), volumes: seen('persistentvolumes'), classes: seen('storageclasses') };
}

function pick<T extends KubernetesObject>(object: T, decision: T | undefined): T {
  return decision !== undefined && decision.metadata.resourceVersion === object.metadata.resourceVersion ? decision : object;
}

function nameOf(object: KubernetesObject): string {
  return object.metadata.namespace === undefined ? object.metadata.name : `${object.metadata.namespace}/${object.metadata.name}`;
}

/** The names of a pod's claims; a generic ephemeral volume's is made of the pod's name and its own. */
export function claimNames(pod: Pod): readonly string[] {
  const names = (pod.spec.volumes ?? []).flatMap(({ name, persistentVolumeClaim, ephemeral }) => {
    if (persistentVolumeClaim !== undefined) return [persistentVolumeClaim.claimName];
    return ephemeral === undefined ? [] : [`${pod.metadata.name}-${name}`];
  });
  return names.sort();
}

export function claimsOf(pod: Pod, volumes: VolumeView): readonly PersistentVolumeClaim[] {
  return claimNames(pod).flatMap((name) => volumes.claims[`${pod.metadata.namespace ?? 'default'}/${name}`] ?? []);
}

export function isBound(claim: PersistentVolumeClaim): boolean {
  return (claim.spec.volumeName ?? '') !== '' && claim.status?.phase !== 'Pending';
}

/** Whether the claim waits for a pod before it is bound (StorageClass.volumeBindingMode). */
export function waitsForConsumer(claim: PersistentVolumeClaim, volumes: VolumeView): boolean {
  return volumes.classes[claim.spec.storageClassName ?? '']?.volumeBindingMode === 'WaitForFirstConsumer';
}

export function isReachable(volume: PersistentVolume, node: Node): boolean {
  const required = volume.spec.nodeAffinity?.required;
  return required === undefined || matchesNodeSelector(required, node);
}

/** `PUT` of an object as the cache has it, changed: a conflict if the store has moved on. */
export function putObject(resource: string, object: KubernetesObject, change: JsonObject): NewRequest {
  const { namespace, name } = object.metadata;
  return { verb: 'update', resource, ...(namespace !== undefined && { namespace }), name, body: { ...(object as unknown as JsonObject), ...change } };
}
