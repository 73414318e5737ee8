import type { Json } from '../../kernel/json.ts';
import type { KubernetesObject, Node, Pod } from '../../objects/index.ts';
import type { InformerEvent } from '../client/informer.ts';

/**
 * What happened in the cluster, at the grain at which plugins register for it (EventsToRegister of each
 * plugin; pkg/scheduler/eventhandlers.go). The unscheduled pod's own changes are no cluster events here.
 */
export type ClusterEvent =
  | `${'Node' | 'AssignedPod'}/${'Add' | 'Update' | 'Delete'}`
  | `${'PersistentVolume' | 'PersistentVolumeClaim' | 'StorageClass'}/${'Add' | 'Update'}`;

const kinds: { readonly [resource: string]: 'PersistentVolume' | 'PersistentVolumeClaim' | 'StorageClass' } = {
  persistentvolumes: 'PersistentVolume',
  persistentvolumeclaims: 'PersistentVolumeClaim',
  storageclasses: 'StorageClass',
};

/** @returns undefined for a change that no verdict can depend on, such as a heartbeat or a status. */
export function clusterEventOf(event: InformerEvent): ClusterEvent | undefined {
  switch (event.resource) {
    case 'nodes':
      return nodeEvent(event);
    case 'pods':
      return podEvent(event);
    default: {
      const kind = kinds[event.resource];
      if (kind === undefined || event.type === 'DELETED') return undefined;
      return event.type === 'ADDED' ? `${kind}/Add` : `${kind}/Update`;
    }
  }
}

/** Pods that take room on a node; the scheduler's informer leaves out terminal ones (`status.phase!=Succeeded,Failed`). */
export function isAssigned(pod: Pod): boolean {
  return (pod.spec.nodeName ?? '') !== '' && !isTerminal(pod);
}

export function isTerminal(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

function nodeEvent(event: InformerEvent): ClusterEvent | undefined {
  if (event.type === 'ADDED') return 'Node/Add';
  if (event.type === 'DELETED') return 'Node/Delete';
  const schedulingProperties = (object: KubernetesObject | undefined): Json => {
    const node = object as Node | undefined;
    return [node?.metadata.labels, node?.spec?.taints, node?.spec?.unschedulable, node?.status?.allocatable].map((value) => value ?? null);
  };
  return same(schedulingProperties(event.old), schedulingProperties(event.object)) ? undefined : 'Node/Update';
}

function podEvent(event: InformerEvent): ClusterEvent | undefined {
  const before = event.old !== undefined && isAssigned(event.old as Pod);
  const after = event.type !== 'DELETED' && isAssigned(event.object as Pod);
  if (!before && !after) return undefined;
  if (!before) return 'AssignedPod/Add';
  if (!after) return 'AssignedPod/Delete';
  return same(whatOthersSee(event.old as Pod), whatOthersSee(event.object as Pod)) ? undefined : 'AssignedPod/Update';
}

function whatOthersSee(pod: Pod): Json {
  return [pod.metadata.labels ?? null, pod.spec.containers.map((container) => container.resources ?? null)];
}

export function same(one: Json | undefined, other: Json | undefined): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}
