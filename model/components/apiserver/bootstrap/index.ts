import type { KubernetesObject, Subject } from '../../../objects/index.ts';
import { clusterRoles } from './roles.ts';

const rbac = 'rbac.authorization.k8s.io/v1';

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
    ...namespaces.map((name) => namespace(name)),
    ...namespaces.map((name): KubernetesObject => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: name } })),
    ...Object.entries(clusterRoles).map(([name, rules]): KubernetesObject => ({ apiVersion: rbac, kind: 'ClusterRole', metadata: { name }, rules })),
    ...Object.keys(clusterRoles).map((name) => binding(name)),
    ...Object.entries(priorityClasses).map(
      ([name, value]): KubernetesObject => ({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value, preemptionPolicy: 'PreemptLowerPriority' }),
    ),
  ];
}

function namespace(name: string): KubernetesObject {
  const metadata = { name, labels: { 'kubernetes.io/metadata.name': name } };
  return { apiVersion: 'v1', kind: 'Namespace', metadata, spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } };
}

function binding(role: string): KubernetesObject {
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role } as const;
  return { apiVersion: rbac, kind: 'ClusterRoleBinding', metadata: { name: role }, roleRef, subjects: subjects[role] ?? [{ kind: 'User', name: role }] };
}
