import { isKind, type Kind, type KubernetesObject } from './kinds.ts';

/** How a kind is named in URLs and on kubectl's command line (`kubectl api-resources`). */
export interface Resource {
  readonly kind: Kind;
  /** Plural, as in the URL: `pods`. */
  readonly resource: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly apiVersion: string;
  readonly namespaced: boolean;
}

const admission = 'admissionregistration.k8s.io/v1';
const rbac = 'rbac.authorization.k8s.io/v1';

const table: readonly (readonly [kind: Kind, resource: string, shortNames: string, apiVersion: string, scope: 'namespaced' | 'cluster'])[] = [
  ['Binding', 'bindings', '', 'v1', 'namespaced'],
  ['ClusterRole', 'clusterroles', '', rbac, 'cluster'],
  ['ClusterRoleBinding', 'clusterrolebindings', '', rbac, 'cluster'],
  ['ConfigMap', 'configmaps', 'cm', 'v1', 'namespaced'],
  ['Deployment', 'deployments', 'deploy', 'apps/v1', 'namespaced'],
  ['EndpointSlice', 'endpointslices', '', 'discovery.k8s.io/v1', 'namespaced'],
  ['Endpoints', 'endpoints', 'ep', 'v1', 'namespaced'],
  ['Event', 'events', 'ev', 'v1', 'namespaced'],
  ['Lease', 'leases', '', 'coordination.k8s.io/v1', 'namespaced'],
  ['LimitRange', 'limitranges', 'limits', 'v1', 'namespaced'],
  ['MutatingWebhookConfiguration', 'mutatingwebhookconfigurations', '', admission, 'cluster'],
  ['Namespace', 'namespaces', 'ns', 'v1', 'cluster'],
  ['Node', 'nodes', 'no', 'v1', 'cluster'],
  ['PersistentVolume', 'persistentvolumes', 'pv', 'v1', 'cluster'],
  ['PersistentVolumeClaim', 'persistentvolumeclaims', 'pvc', 'v1', 'namespaced'],
  ['Pod', 'pods', 'po', 'v1', 'namespaced'],
  ['PriorityClass', 'priorityclasses', 'pc', 'scheduling.k8s.io/v1', 'cluster'],
  ['ReplicaSet', 'replicasets', 'rs', 'apps/v1', 'namespaced'],
  ['ResourceQuota', 'resourcequotas', 'quota', 'v1', 'namespaced'],
  ['Role', 'roles', '', rbac, 'namespaced'],
  ['RoleBinding', 'rolebindings', '', rbac, 'namespaced'],
  ['Secret', 'secrets', '', 'v1', 'namespaced'],
  ['Service', 'services', 'svc', 'v1', 'namespaced'],
  ['ServiceAccount', 'serviceaccounts', 'sa', 'v1', 'namespaced'],
  ['StatefulSet', 'statefulsets', 'sts', 'apps/v1', 'namespaced'],
  ['StorageClass', 'storageclasses', 'sc', 'storage.k8s.io/v1', 'cluster'],
  ['ValidatingWebhookConfiguration', 'validatingwebhookconfigurations', '', admission, 'cluster'],
];

export const resources: readonly Resource[] = table.map(([kind, resource, shortNames, apiVersion, scope]) => ({
  kind,
  resource,
  singular: kind.toLowerCase(),
  shortNames: shortNames === '' ? [] : [shortNames],
  apiVersion,
  namespaced: scope === 'namespaced',
}));

const byKind = new Map<string, Resource>(resources.map((resource) => [resource.kind, resource]));
const byResource = new Map(resources.map((resource) => [resource.resource, resource]));
const byAnyName = new Map(resources.flatMap((resource) => [resource.resource, resource.singular, ...resource.shortNames].map((name) => [name, resource] as const)));

/** @throws TypeError for a kind that the table does not hold */
export function resourceOfKind(kind: string): Resource {
  const resource = byKind.get(kind);
  if (resource === undefined || !isKind(kind)) throw new TypeError(`no resource is known for kind "${kind}"`);
  return resource;
}

/** By plural, singular or short name, in any case, as kubectl takes them: `po`, `Pod`, `pods`. */
export function findResource(name: string): Resource | undefined {
  return byAnyName.get(name.toLowerCase());
}

/** The plural: `pods`. */
export function resourceOf(object: { readonly kind: string }): string {
  return resourceOfKind(object.kind).resource;
}

/** @param resource plural; one that the table does not hold counts as namespaced */
export function isNamespaced(resource: string): boolean {
  return byResource.get(resource)?.namespaced ?? true;
}

/** `v1` -> ``, `apps/v1` -> `apps` */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** `pods/default/web`, `nodes/node-1` */
export function keyOf(object: Pick<KubernetesObject, 'kind' | 'metadata'>): string {
  const { resource } = resourceOfKind(object.kind);
  return keyFor(resource, object.metadata.namespace, object.metadata.name);
}

/** A cluster-scoped resource has no namespace; a namespaced one without it is in `default`. */
export function keyFor(resource: string, namespace: string | undefined, name: string): string {
  return isNamespaced(resource) ? `${resource}/${namespace || 'default'}/${name}` : `${resource}/${name}`;
}

export interface ObjectKey {
  readonly resource: string;
  readonly namespace?: string;
  readonly name: string;
}

/** @returns undefined when the text is no key */
export function parseKey(key: string): ObjectKey | undefined {
  const parts = key.split('/');
  const [resource = '', first = '', second = ''] = parts;
  if (parts.some((part) => part === '') || parts.length !== (isNamespaced(resource) ? 3 : 2)) return undefined;
  return isNamespaced(resource) ? { resource, namespace: first, name: second } : { resource, name: first };
}
