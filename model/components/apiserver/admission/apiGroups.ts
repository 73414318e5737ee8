/** API groups of the resources outside the core group (kubectl api-resources). */
const groups: { readonly [group: string]: readonly string[] } = {
  apps: ['daemonsets', 'deployments', 'replicasets', 'statefulsets', 'controllerrevisions'],
  batch: ['jobs', 'cronjobs'],
  autoscaling: ['horizontalpodautoscalers'],
  policy: ['poddisruptionbudgets'],
  'admissionregistration.k8s.io': ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations'],
  'coordination.k8s.io': ['leases'],
  'discovery.k8s.io': ['endpointslices'],
  'metrics.k8s.io': ['podmetrics', 'nodemetrics'],
  'networking.k8s.io': ['ingresses', 'ingressclasses', 'networkpolicies'],
  'rbac.authorization.k8s.io': ['roles', 'clusterroles', 'rolebindings', 'clusterrolebindings'],
  'scheduling.k8s.io': ['priorityclasses'],
  'storage.k8s.io': ['storageclasses', 'csinodes', 'csidrivers', 'volumeattachments'],
};

const groupOf: ReadonlyMap<string, string> = new Map(Object.entries(groups).flatMap(([group, resources]) => resources.map((resource) => [resource, group] as const)));

/** The API group of a resource; '' is the core group. */
export function apiGroupOf(resource: string): string {
  return groupOf.get(resource) ?? '';
}
