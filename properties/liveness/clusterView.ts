import type { StateView } from '../../model/kernel/index.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import type { Namespace, Node, PersistentVolume, PersistentVolumeClaim, Pod } from '../../model/objects/index.ts';
import { stored } from '../cluster.ts';
import { isTerminal } from '../pods/podView.ts';
import type { Placement } from '../scheduling/feasibility/index.ts';

/** The cluster as it is stored, for the placement of pods. */
export function storedPlacement(state: StateView, shape: ClusterShape): Placement {
  return {
    nodes: stored<Node>(state, shape, 'nodes'),
    pods: stored<Pod>(state, shape, 'pods').filter(({ spec, status }) => (spec.nodeName ?? '') !== '' && !isTerminal(status?.phase)),
    claims: stored<PersistentVolumeClaim>(state, shape, 'persistentvolumeclaims'),
    volumes: stored<PersistentVolume>(state, shape, 'persistentvolumes'),
    namespaces: stored<Namespace>(state, shape, 'namespaces'),
  };
}
