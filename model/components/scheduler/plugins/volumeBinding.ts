import type { Node, PersistentVolume, PersistentVolumeClaim, Pod } from '../../../objects/index.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import type { NewRequest } from '../../client/protocol.ts';
import type { FilterPlugin } from '../framework.ts';
import { claimNames, claimsOf, isBound, isReachable, putObject, selectedNode, waitsForConsumer, type VolumeView } from '../volumes.ts';
import { findMatchingVolume } from './matchVolume.ts';

/** plugins/volumebinding: volume_binding.go, binder.go */
export const volumeBinding: FilterPlugin = {
  name: 'VolumeBinding',
  guard: 'volumesFit',
  protects: "a pod goes only where its volumes can be: bound ones by their node affinity, unbound ones by what can be bound or provisioned there (volumebinding plugin)",
  events: ['Node/Add', 'Node/Update', 'PersistentVolume/Add', 'PersistentVolume/Update', 'PersistentVolumeClaim/Add', 'PersistentVolumeClaim/Update', 'StorageClass/Add', 'StorageClass/Update'],
  preFilter(pod, { volumes }) {
    const missing = claimNames(pod).find((name) => volumes.claims[`${pod.metadata.namespace ?? 'default'}/${name}`] === undefined);
    if (missing !== undefined) return `persistentvolumeclaim "${missing}" not found`;
    const claims = claimsOf(pod, volumes);
    const leaving = claims.find((claim) => claim.metadata.deletionTimestamp !== undefined);
    if (leaving !== undefined) return `persistentvolumeclaim "${leaving.metadata.name}" is being deleted`;
    return claims.some((claim) => !isBound(claim) && !waitsForConsumer(claim, volumes)) ? 'pod has unbound immediate PersistentVolumeClaims' : undefined;
  },
  filter(pod, { node }, { volumes }) {
    const reasons = claimsOf(pod, volumes).flatMap((claim) => claimReason(claim, node, volumes) ?? []);
    return [...new Set(reasons)].sort();
  },
};

function claimReason(claim: PersistentVolumeClaim, node: Node, volumes: VolumeView): string | undefined {
  if (isBound(claim)) {
    const volume = volumes.volumes[claim.spec.volumeName ?? ''];
    if (volume === undefined) return 'node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)';
    return isReachable(volume, node) ? undefined : "node(s) didn't match PersistentVolume's node affinity";
  }
  const chosen = claim.metadata.annotations?.[selectedNode];
  if (chosen !== undefined) return chosen === node.metadata.name ? undefined : cannotBind;
  return findMatchingVolume(claim, node, volumes) !== undefined || canProvision(claim, volumes) ? undefined : cannotBind;
}

const cannotBind = "node(s) didn't find available persistent volumes to bind";

/** A class without a provisioner has only the volumes that somebody made. */
function canProvision(claim: PersistentVolumeClaim, volumes: VolumeView): boolean {
  const provisioner = volumes.classes[claim.spec.storageClassName ?? '']?.provisioner ?? 'kubernetes.io/no-provisioner';
  return provisioner !== 'kubernetes.io/no-provisioner';
}

/**
 * What PreBind has to write before the pod may be bound (binder.go AssumePodVolumes, bindAPIUpdate): a volume
 * that is there is claimed; otherwise the claim names the node, so that the provisioner makes one there.
 */
export function volumeWrites(pod: Pod, node: Node, volumes: VolumeView): readonly NewRequest[] {
  const taken = new Set<string>();
  const unbound = claimsOf(pod, volumes).filter((claim) => !isBound(claim) && claim.metadata.annotations?.[selectedNode] === undefined);
  const writes = unbound.map((claim) => {
    const volume = findMatchingVolume(claim, node, volumes, taken);
    if (volume === undefined) return provision(claim, node);
    taken.add(volume.metadata.name);
    return prebind(volume, claim);
  });
  return [...writes.filter((write) => write.resource === 'persistentvolumes'), ...writes.filter((write) => write.resource === 'persistentvolumeclaims')];
}

function prebind(volume: PersistentVolume, claim: PersistentVolumeClaim): NewRequest {
  const { name, namespace, uid } = claim.metadata;
  const claimRef: JsonObject = { kind: 'PersistentVolumeClaim', apiVersion: 'v1', name, namespace, uid };
  return putObject('persistentvolumes', volume, { spec: { ...(volume.spec as unknown as JsonObject), claimRef } });
}

function provision(claim: PersistentVolumeClaim, node: Node): NewRequest {
  const annotations = { ...claim.metadata.annotations, [selectedNode]: node.metadata.name };
  return putObject('persistentvolumeclaims', claim, { metadata: { ...(claim.metadata as unknown as JsonObject), annotations } });
}
