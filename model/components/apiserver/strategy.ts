import type { JsonObject } from '../../kernel/json.ts';
import type { KubernetesObject, Namespace, Pod } from '../../objects/index.ts';
import { withProperty } from './metadata.ts';

/**
 * What is particular to a resource when it is stored (the create, update and delete strategies of
 * kubernetes pkg/registry/<group>/<resource>/strategy.go).
 */
export interface Strategy {
  /** It has a `status`, written through the subresource `/status` only. */
  readonly hasStatus: boolean;
  /** `metadata.generation` counts the changes of its spec. */
  readonly hasGeneration: boolean;
  /** An update may come without a resourceVersion (AllowUnconditionalUpdate). */
  readonly allowsUnconditionalUpdate: boolean;
  /** The status that a new object gets, whatever the client sent; absent = it is kept. */
  newStatus?(object: KubernetesObject): JsonObject | undefined;
  /** What else happens when the object is marked for deletion. */
  marked?(object: KubernetesObject): KubernetesObject;
  /** What else a new object gets. */
  created?(object: KubernetesObject): KubernetesObject;
}

const withStatus = ['daemonsets', 'deployments', 'horizontalpodautoscalers', 'ingresses', 'jobs', 'namespaces', 'nodes', 'persistentvolumeclaims', 'persistentvolumes', 'poddisruptionbudgets', 'pods', 'replicasets', 'resourcequotas', 'services', 'statefulsets', 'volumeattachments'];
const withGeneration = ['daemonsets', 'deployments', 'horizontalpodautoscalers', 'ingresses', 'jobs', 'poddisruptionbudgets', 'pods', 'replicasets', 'statefulsets'];
const conditionalOnly = ['leases', 'poddisruptionbudgets', 'serviceaccounts', 'mutatingwebhookconfigurations', 'validatingwebhookconfigurations', 'runtimeclasses'];
/** Node and volume strategies leave the status of a new object alone: kubelets register with theirs. */
const keepNewStatus = ['nodes', 'persistentvolumes'];

export function strategyOf(resource: string): Strategy {
  const hasStatus = withStatus.includes(resource);
  return {
    hasStatus,
    hasGeneration: withGeneration.includes(resource),
    allowsUnconditionalUpdate: !conditionalOnly.includes(resource),
    ...(hasStatus && !keepNewStatus.includes(resource) && { newStatus: () => undefined }),
    ...particular[resource],
  };
}

const particular: { readonly [resource: string]: Partial<Strategy> | undefined } = {
  pods: { newStatus: (object) => newPodStatus(object as Pod) },
  namespaces: {
    newStatus: () => ({ phase: 'Active' }),
    marked: (object) => withProperty(object, 'status', { ...(object as Namespace).status, phase: 'Terminating' }),
    // The namespace goes when its controller has emptied it and takes this off (pkg/registry/core/namespace/strategy.go).
    created: (object) => withProperty(object, 'spec', { ...(object as Namespace).spec, finalizers: ['kubernetes'] }),
  },
};

/** pkg/registry/core/pod/strategy.go PrepareForCreate (phase and QoS class are defaults); a gated pod says so from the beginning (KEP-3521). */
function newPodStatus(pod: Pod): JsonObject {
  const gates = pod.spec.schedulingGates ?? [];
  const gated = { type: 'PodScheduled', status: 'False', reason: 'SchedulingGated', message: 'Scheduling is blocked due to non-empty scheduling gates' };
  return gates.length > 0 ? { conditions: [gated] } : {};
}
