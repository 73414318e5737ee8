import { decode } from '../decode.ts';
import type { Kind, KubernetesObject, ObjectOf } from '../kinds.ts';
import { resourceOfKind } from '../resources.ts';
import { defaultEndpointSlice, defaultEndpoints, defaultService } from './network.ts';
import { fill } from './fill.ts';
import { defaultLimitRange, defaultNamespace, defaultNode, defaultPersistentVolume, defaultPersistentVolumeClaim, defaultPriorityClass, defaultRoleBinding, defaultSecret, defaultStorageClass } from './others.ts';
import { defaultPod } from './podSpec.ts';
import { defaultMutatingWebhooks, defaultValidatingWebhooks } from './webhooks.ts';
import { defaultDeployment, defaultReplicaSet, defaultStatefulSet } from './workloads.ts';

const defaulters: { readonly [K in Kind]?: (object: ObjectOf<K>) => ObjectOf<K> } = {
  ClusterRoleBinding: defaultRoleBinding,
  Deployment: defaultDeployment,
  EndpointSlice: defaultEndpointSlice,
  Endpoints: defaultEndpoints,
  LimitRange: defaultLimitRange,
  MutatingWebhookConfiguration: defaultMutatingWebhooks,
  Namespace: defaultNamespace,
  Node: defaultNode,
  PersistentVolume: defaultPersistentVolume,
  PersistentVolumeClaim: defaultPersistentVolumeClaim,
  Pod: defaultPod,
  PriorityClass: defaultPriorityClass,
  ReplicaSet: defaultReplicaSet,
  RoleBinding: defaultRoleBinding,
  Secret: defaultSecret,
  Service: defaultService,
  StatefulSet: defaultStatefulSet,
  StorageClass: defaultStorageClass,
  ValidatingWebhookConfiguration: defaultValidatingWebhooks,
};

/**
 * The object decoded and with the defaults that the API server fills in when it decodes (scheme defaulting);
 * what admission plugins add, such as tolerations, is not here. Doing it again changes nothing. An object that
 * cannot be decoded comes back as it is: {@link validate} says what is wrong with it.
 */
export function applyDefaults<T extends KubernetesObject>(object: T): T {
  const decoded = decode(object);
  return 'errors' in decoded ? object : (withDefaults(decoded.object) as T);
}

/** The same for what has just been decoded. */
export function withDefaults(object: KubernetesObject): KubernetesObject {
  const { kind } = object;
  const placed = resourceOfKind(kind).namespaced ? { ...object, metadata: fill(object.metadata, { namespace: 'default' }) } : object;
  // The table pairs each kind with the function for its type.
  const defaulter = defaulters[kind] as ((object: KubernetesObject) => KubernetesObject) | undefined;
  return defaulter === undefined ? placed : defaulter(placed);
}
