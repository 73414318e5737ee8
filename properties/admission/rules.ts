import type { JsonObject } from '../../model/kernel/index.ts';
import { parseQuantity, type Container, type LimitRange, type Pod, type PriorityClass, type ResourceList } from '../../model/objects/index.ts';
import type { StoredObject } from '../cluster.ts';

/** A write of an object itself, as its client asked for it or as mutating admission left it. */
export type Write = {
  readonly verb: 'create' | 'delete';
  readonly resource: string;
  readonly namespace?: string;
  readonly name: string;
  readonly object: JsonObject;
};

/** What an API server knows: its watch cache. */
export interface Known {
  one(resource: string, namespace: string | undefined, name: string): StoredObject | undefined;
  all(resource: string, namespace?: string): readonly StoredObject[];
}

/** Namespaces that nobody may delete. */
const immortal: readonly string[] = ['default', 'kube-public', 'kube-system'];

/** Whether a rule may be against it that it passed: the namespaces that nobody may delete are there, with their service accounts, and what asks for nothing in particular gets what the rules give it. */
export function isDoubtful({ verb, resource, namespace, name, object }: Write): boolean {
  if (verb === 'delete') return immortal.includes(name);
  if (resource === 'priorityclasses' || (namespace !== undefined && !immortal.includes(namespace))) return true;
  if (resource !== 'pods') return false;
  const { serviceAccountName = 'default', priorityClassName, priority, containers, initContainers = [] } = (object as unknown as Pod).spec;
  return serviceAccountName !== 'default' || priorityClassName !== undefined || (priority ?? 0) !== 0 || [...containers, ...initContainers].some(({ resources }) => resources?.limits !== undefined);
}

/** What the rules of mutating admission have against a write (NamespaceLifecycle, ServiceAccount, Priority). */
export function againstMutating({ verb, resource, namespace, name, object }: Write, known: Known): string | undefined {
  if (verb === 'delete') return resource === 'namespaces' && immortal.includes(name) ? `the cluster needs namespace ${name}` : undefined;
  if (namespace !== undefined && resource !== 'namespaces') {
    const found = known.one('namespaces', undefined, namespace);
    if (found === undefined) return `namespace ${namespace} is not known`;
    if ((found as { readonly status?: { readonly phase?: string } }).status?.phase === 'Terminating') return `namespace ${namespace} is being deleted`;
  }
  return resource === 'pods' ? againstPod(object as unknown as Pod, namespace ?? 'default', known) : undefined;
}

function againstPod({ spec }: Pod, namespace: string, known: Known): string | undefined {
  const account = spec.serviceAccountName ?? 'default';
  if (known.one('serviceaccounts', namespace, account) === undefined) return `service account ${account} is not known`;
  const found = spec.priorityClassName ? (known.one('priorityclasses', undefined, spec.priorityClassName) as unknown as PriorityClass | undefined) : lowestDefault(known);
  if (spec.priorityClassName && found === undefined) return `priority class ${spec.priorityClassName} is not known`;
  const priority = found?.value ?? 0;
  return spec.priority === undefined || spec.priority === priority ? undefined : `its priority is ${priority}, not ${spec.priority}`;
}

/** What the rules of validating admission have against a creation (LimitRanger, Priority). */
export function againstValidating({ resource, namespace, name, object }: Write, known: Known): string | undefined {
  if (resource === 'priorityclasses' && (object as unknown as PriorityClass).globalDefault === true) {
    const other = lowestDefault(known);
    return other === undefined || other.metadata.name === name ? undefined : `priority class ${other.metadata.name} is the default`;
  }
  if (resource !== 'pods') return undefined;
  const { spec } = object as unknown as Pod;
  const items = known.all('limitranges', namespace).flatMap((range) => (range as unknown as LimitRange).spec.limits);
  const containers = [...spec.containers, ...(spec.initContainers ?? [])];
  return items.flatMap(({ type, min, max }) => (type === 'Container' ? containers.flatMap((container) => outside(container, min, max) ?? []) : []))[0];
}

/** Whether the rules that are looked at here are not all there are for such an object. */
export function mayBeRefusedOtherwise({ resource, namespace }: Write, known: Known): boolean {
  if (known.all('resourcequotas', namespace).length > 0) return true;
  return resource === 'pods' && known.all('limitranges', namespace).some((range) => (range as unknown as LimitRange).spec.limits.some(({ type, maxLimitRequestRatio }) => type !== 'Container' || maxLimitRequestRatio !== undefined));
}

function lowestDefault(known: Known): PriorityClass | undefined {
  const defaults = (known.all('priorityclasses') as unknown as readonly PriorityClass[]).filter(({ globalDefault }) => globalDefault === true);
  return [...defaults].sort((one, other) => one.value - other.value)[0];
}

/** A container may say neither less nor more than a range allows, and has to say something. */
function outside({ name, resources: { requests = {}, limits = {} } = {} }: Container, min: ResourceList = {}, max: ResourceList = {}): string | undefined {
  const nano = (quantity: string): bigint => parseQuantity(quantity).nano;
  for (const [resource, least] of Object.entries(min)) {
    const asked = requests[resource];
    if (asked === undefined || nano(asked) < nano(least) || nano(limits[resource] ?? least) < nano(least)) return `container ${name} gets less than ${least} ${resource}`;
  }
  for (const [resource, most] of Object.entries(max)) {
    const limit = limits[resource];
    if (limit === undefined || nano(limit) > nano(most) || nano(requests[resource] ?? '0') > nano(most)) return `container ${name} may use more than ${most} ${resource}`;
  }
  return undefined;
}
