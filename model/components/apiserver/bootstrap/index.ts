import type { JsonObject } from '../../../kernel/json.ts';
import type { KubernetesObject } from '../../../objects/index.ts';
import type { Subject } from '../admission/rbac.ts';
import { clusterRoles } from './roles.ts';

const namespaces = ['default', 'kube-node-lease', 'kube-system'];

/** Who has a cluster role from the beginning; the roles bear the names of their users. */
const subjects: { readonly [role: string]: readonly Subject[] } = {
  'cluster-admin': [{ kind: 'Group', name: 'system:masters' }, { kind: 'User', name: 'kubernetes-admin' }],
  'system:node': [{ kind: 'Group', name: 'system:nodes' }],
};

/** Above what users may define (Pod Priority and Preemption). */
const priorityClasses = { 'system-cluster-critical': 2_000_000_000, 'system-node-critical': 2_000_001_000 };

/**
 * What is in etcd when a cluster has just been installed: the namespaces with their default service accounts,
 * roles and bindings of the cluster's components, and the system priority classes.
 */
export function bootstrapObjects(): readonly KubernetesObject[] {
  return [
    ...namespaces.map((name) =>
      object('v1', 'Namespace', name, { metadata: { name, labels: { 'kubernetes.io/metadata.name': name } }, spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } }),
    ),
    ...namespaces.map((namespace) => object('v1', 'ServiceAccount', 'default', { metadata: { name: 'default', namespace } })),
    ...Object.entries(clusterRoles).map(([name, rules]) => object('rbac.authorization.k8s.io/v1', 'ClusterRole', name, { rules })),
    ...Object.keys(clusterRoles).map((name) =>
      object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', name, {
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
        subjects: subjects[name] ?? [{ kind: 'User', name }],
      }),
    ),
    ...Object.entries(priorityClasses).map(([name, value]) => object('scheduling.k8s.io/v1', 'PriorityClass', name, { value, preemptionPolicy: 'PreemptLowerPriority' })),
  ];
}

function object(apiVersion: string, kind: string, name: string, rest: JsonObject): KubernetesObject {
  return { apiVersion, kind, metadata: { name }, ...rest };
}
