import type { Namespace, Pod } from '../../model/objects/index.ts';
import { nameOf, partsOf, type ClusterLiveness, type StoredObject } from '../cluster.ts';
import { fair } from './fairness.ts';

/** P48. */
export const deletionCompletes: ClusterLiveness = {
  kind: 'liveness',
  name: 'deletion-completes',
  statement: 'What is being deleted goes when its finalizers are gone and, a pod, when its kubelet has ended it.',
  promise: 'P48',
  source: 'pod lifecycle documentation, "Termination of Pods"; Kubernetes documentation, "Finalizers"',
  assumes: 'The node of a pod has a kubelet. (An unscheduled pod that an API server left half deleted when it crashed is for the pod garbage collector, which is not modelled.)',
  fairness: fair,
  missing(state, shape) {
    const nodes = shape.nodes.filter(({ kubelet }) => !state.isDown(kubelet)).map(({ name }) => name);
    for (const object of partsOf<StoredObject>(state, shape.etcd, '')) {
      const { deletionTimestamp, finalizers = [] } = object.metadata ?? {};
      if (deletionTimestamp === undefined || finalizers.length > 0) continue;
      const isWaiting = object.kind === 'Namespace' && ((object as unknown as Namespace).spec?.finalizers ?? []).length > 0;
      const isOrphan = object.kind === 'Pod' && isLeftBehind(object as unknown as Pick<StoredObject, 'metadata'> & Pick<Pod, 'spec'>, nodes);
      if (!isWaiting && !isOrphan) return `${object.kind ?? 'object'} ${nameOf(object.metadata)} is being deleted, and is still there`;
    }
    return undefined;
  },
  premise: (state, { etcd }) => partsOf<StoredObject>(state, etcd, '').some(({ metadata }) => metadata?.deletionTimestamp !== undefined),
};

/** Nobody will end it: its node has no kubelet, or it has no node and was marked to go at once. */
function isLeftBehind({ metadata, spec: { nodeName = '' } }: Pick<StoredObject, 'metadata'> & Pick<Pod, 'spec'>, nodes: readonly string[]): boolean {
  return nodeName === '' ? metadata.deletionGracePeriodSeconds === 0 : !nodes.includes(nodeName);
}
