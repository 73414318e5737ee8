import type { JsonObject, StateView } from '../../model/kernel/index.ts';
import type { InformerState } from '../../model/components/client/informer.ts';
import type { WorkerState } from '../../model/components/kubelet/parts.ts';
import type { ClusterShape, NodeShape } from '../../model/cluster/shape.ts';
import { matchesRequiredNodeAffinity, type Node, type Pod } from '../../model/objects/index.ts';
import { monitor, textIn, without } from '../cluster.ts';
import { lacking } from '../scheduling/feasibility/resources.ts';

/** A rejection is final, and the kubelet alone decides on it. Remembered: the pod that a kubelet has decided about in its last action. */
export const rejectsOnlyWhatDoesNotFit = monitor<{ readonly [kubelet: string]: string }>({
  name: 'rejects-only-what-does-not-fit',
  statement: 'A kubelet rejects a pod only when its node does not suit the pod, or has no room for it beside the pods that it runs.',
  source: 'pkg/kubelet/lifecycle/predicate.go; kubernetes#97339, kubernetes#135296, kubernetes#136508',
  initial: {},
  judge(seen, happening) {
    if (!('component' in happening)) return seen;
    const { component } = happening;
    const input = happening.kind === 'reaction' && happening.input.kind === 'internal' ? (happening.input.input as JsonObject) : {};
    return input['work'] === 'admit' ? { ...seen, [component]: textIn(input, 'uid') } : without(seen, component);
  },
  compare(seen, state, shape) {
    for (const node of shape.nodes) {
      const uid = seen[node.kubelet];
      const why = uid === undefined ? undefined : unfounded(uid, node, state, shape);
      if (why !== undefined) return why;
    }
    return undefined;
  },
});

function unfounded(uid: string, shape: NodeShape, state: StateView, cluster: ClusterShape): string | undefined {
  const worker = state.get(shape.kubelet, `worker/${uid}`) as unknown as WorkerState | undefined;
  const pod = podOf(uid, shape, state);
  const node = nodeOf(shape, state, cluster);
  if (pod === undefined || node === undefined || !worker?.context.rejection) return undefined;
  if (!matchesRequiredNodeAffinity(pod, node) || lacking(pod, node, podsThere(uid, shape, state)) !== undefined) return undefined;
  return `${shape.kubelet} rejects pod ${worker.context.pod} (${worker.context.rejection.reason}), and it fits ${shape.name}`;
}

/** As the kubelet sees it, which may be late; before it has seen it at all, as it is stored. */
function nodeOf({ name, kubelet }: NodeShape, state: StateView, { etcd }: ClusterShape): Node | undefined {
  const { phase } = state.get(kubelet, 'informer/nodes') as unknown as InformerState;
  const isSeen = phase !== 'unlisted' && phase !== 'listing';
  return state.get(isSeen ? kubelet : etcd, `${isSeen ? 'cache/' : ''}nodes/${name}`) as unknown as Node | undefined;
}

/** Those that hold something of the node: taken, and not ended. */
function podsThere(except: string, shape: NodeShape, state: StateView): readonly Pod[] {
  return state.keys(shape.kubelet, 'worker/').flatMap((part) => {
    const uid = part.slice('worker/'.length);
    const { value, context } = state.get(shape.kubelet, part) as unknown as WorkerState;
    const holds = uid !== except && value !== 'admitting' && value !== 'finished' && !context.terminal;
    return holds ? (podOf(uid, shape, state) ?? []) : [];
  });
}

function podOf(uid: string, { kubelet }: NodeShape, state: StateView): Pod | undefined {
  const worker = state.get(kubelet, `worker/${uid}`) as unknown as WorkerState | undefined;
  const pod = worker && (state.get(kubelet, `cache/pods/${worker.context.pod}`) as unknown as Pod | undefined);
  return pod?.metadata.uid === uid ? pod : undefined;
}
