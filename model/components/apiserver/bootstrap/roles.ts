import type { PolicyRule } from '../../../objects/index.ts';

const read = ['get', 'list', 'watch'] as const;
const write = ['create', 'update', 'patch', 'delete'] as const;

/**
 * Cluster roles of the cluster's own components, cut down to what the model has (kubernetes
 * plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go). The controllers of the controller manager share
 * one broad role here; in reality each has a service account and a narrow role of its own.
 */
export const clusterRoles: { readonly [name: string]: readonly PolicyRule[] } = {
  'cluster-admin': [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
  'system:kube-controller-manager': [{ apiGroups: ['*'], resources: ['*'], verbs: [...read, ...write] }],
  'system:kube-scheduler': [
    { apiGroups: [''], resources: ['pods'], verbs: [...read, 'delete'] },
    { apiGroups: [''], resources: ['pods/binding'], verbs: ['create'] },
    { apiGroups: [''], resources: ['pods/status'], verbs: ['update', 'patch'] },
    { apiGroups: [''], resources: ['namespaces', 'nodes', 'replicationcontrollers', 'services'], verbs: read },
    { apiGroups: [''], resources: ['persistentvolumeclaims', 'persistentvolumes'], verbs: [...read, 'update', 'patch'] },
    { apiGroups: ['apps'], resources: ['replicasets', 'statefulsets'], verbs: read },
    { apiGroups: ['policy'], resources: ['poddisruptionbudgets'], verbs: read },
    { apiGroups: ['scheduling.k8s.io'], resources: ['priorityclasses'], verbs: read },
    { apiGroups: ['storage.k8s.io'], resources: ['csidrivers', 'csinodes', 'storageclasses'], verbs: read },
    { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: [...read, 'create', 'update', 'patch'] },
    { apiGroups: [''], resources: ['events'], verbs: ['create', 'update', 'patch'] },
  ],
  'system:node': [
    { apiGroups: [''], resources: ['nodes'], verbs: [...read, 'create', 'update', 'patch'] },
    { apiGroups: [''], resources: ['nodes/status', 'pods/status'], verbs: ['update', 'patch'] },
    { apiGroups: [''], resources: ['pods'], verbs: [...read, 'create', 'delete'] },
    { apiGroups: [''], resources: ['configmaps', 'persistentvolumeclaims', 'persistentvolumes', 'secrets', 'serviceaccounts', 'services'], verbs: read },
    { apiGroups: ['storage.k8s.io'], resources: ['csidrivers', 'csinodes', 'volumeattachments'], verbs: [...read, 'create', 'update', 'patch'] },
    { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['get', 'create', 'update', 'patch', 'delete'] },
    { apiGroups: [''], resources: ['events'], verbs: ['create', 'update', 'patch'] },
  ],
  'system:kube-proxy': [
    { apiGroups: [''], resources: ['endpoints', 'nodes', 'services'], verbs: read },
    { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: read },
  ],
  'system:dns': [
    { apiGroups: [''], resources: ['endpoints', 'namespaces', 'pods', 'services'], verbs: read },
    { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: read },
  ],
};
