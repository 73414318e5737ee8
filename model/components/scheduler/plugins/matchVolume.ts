import type { Node, PersistentVolume, PersistentVolumeClaim } from '../../../objects/index.ts';
import { thousandths } from '../resources.ts';
import { isReachable, type VolumeView } from '../volumes.ts';

/**
 * The smallest free volume of the claim's class that is large enough, has its access modes and can be reached
 * from the node (component-helpers/storage/volume FindMatchingVolume).
 */
export function findMatchingVolume(claim: PersistentVolumeClaim, node: Node, volumes: VolumeView, taken: ReadonlySet<string> = new Set()): PersistentVolume | undefined {
  const wanted = thousandths(claim.spec.resources?.requests?.['storage'] ?? '0');
  const fitting = Object.values(volumes.volumes).filter(
    (volume) =>
      !taken.has(volume.metadata.name) &&
      (volume.spec.claimRef === undefined || isReservedFor(volume, claim)) &&
      (volume.spec.storageClassName ?? '') === (claim.spec.storageClassName ?? '') &&
      (claim.spec.accessModes ?? []).every((mode) => (volume.spec.accessModes ?? []).includes(mode)) &&
      sizeOf(volume) >= wanted &&
      isReachable(volume, node),
  );
  return fitting.sort((one, other) => sizeOf(one) - sizeOf(other))[0];
}

function isReservedFor(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const ref = volume.spec.claimRef;
  return ref?.name === claim.metadata.name && ref?.namespace === claim.metadata.namespace;
}

function sizeOf(volume: PersistentVolume): number {
  return thousandths(volume.spec.capacity?.['storage'] ?? '0');
}
