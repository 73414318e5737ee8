import type * as z from 'zod';
import { clusterRoleBindingSchema, clusterRoleSchema, roleBindingSchema, roleSchema } from './schema/rbac.ts';
import { configMapSchema, eventSchema, leaseSchema, namespaceSchema, priorityClassSchema, secretSchema, serviceAccountSchema } from './schema/cluster.ts';
import { endpointSliceSchema, endpointsSchema, serviceSchema } from './schema/service.ts';
import { limitRangeSchema, resourceQuotaSchema } from './schema/policy.ts';
import { mutatingWebhookConfigurationSchema, validatingWebhookConfigurationSchema } from './schema/webhooks.ts';
import { nodeSchema } from './schema/node.ts';
import { bindingSchema, podSchema } from './schema/pod.ts';
import { persistentVolumeClaimSchema, persistentVolumeSchema, storageClassSchema } from './schema/storage.ts';
import { deploymentSchema, replicaSetSchema, statefulSetSchema } from './schema/workloads.ts';

/** The schema of every kind that the model knows. */
export const schemas = {
  Binding: bindingSchema,
  ClusterRole: clusterRoleSchema,
  ClusterRoleBinding: clusterRoleBindingSchema,
  ConfigMap: configMapSchema,
  Deployment: deploymentSchema,
  EndpointSlice: endpointSliceSchema,
  Endpoints: endpointsSchema,
  Event: eventSchema,
  Lease: leaseSchema,
  LimitRange: limitRangeSchema,
  MutatingWebhookConfiguration: mutatingWebhookConfigurationSchema,
  Namespace: namespaceSchema,
  Node: nodeSchema,
  PersistentVolume: persistentVolumeSchema,
  PersistentVolumeClaim: persistentVolumeClaimSchema,
  Pod: podSchema,
  PriorityClass: priorityClassSchema,
  ReplicaSet: replicaSetSchema,
  ResourceQuota: resourceQuotaSchema,
  Role: roleSchema,
  RoleBinding: roleBindingSchema,
  Secret: secretSchema,
  Service: serviceSchema,
  ServiceAccount: serviceAccountSchema,
  StatefulSet: statefulSetSchema,
  StorageClass: storageClassSchema,
  ValidatingWebhookConfiguration: validatingWebhookConfigurationSchema,
} as const;

export type Kind = keyof typeof schemas;

export type ObjectOf<K extends Kind> = z.output<(typeof schemas)[K]>;

/** Any object of the API; `kind` tells which. */
export type KubernetesObject = { [K in Kind]: ObjectOf<K> }[Kind];

export function isKind(kind: string): kind is Kind {
  return Object.hasOwn(schemas, kind);
}
