import type { Pod, ResourceList } from '../../../../objects/index.ts';
import { concerns, nameOf, operationOf, type AdmissionContext } from '../plugin.ts';
import { subtract, withoutZeros } from './resourceList.ts';
import { containerUsage, usageOf } from './usage.ts';

/** What a request would use up, as it waits for its turn. */
export type QuotaCharge = {
  readonly resource: string;
  readonly name: string;
  readonly usage: ResourceList;
  /** Containers that do not say how much they need, by resource. */
  readonly unspecified: { readonly [resource: string]: readonly string[] };
  readonly dryRun: boolean;
};

/** Where a quota limits one of these, every container has to say what it needs. */
const mustBeSpecified = ['cpu', 'limits.cpu', 'limits.memory', 'memory', 'requests.cpu', 'requests.memory'];

/** A creation is charged what the object uses, an update only what it uses more; everything else is free (undefined). */
export function chargeOf(context: AdmissionContext): QuotaCharge | undefined {
  const { object, old, request } = context;
  if (request.namespace === undefined || !concerns(context, request.resource, ['CREATE', 'UPDATE'])) return undefined;
  const update = operationOf(request) === 'UPDATE';
  const usage = update && old ? subtract(usageOf(object), usageOf(old)) : usageOf(object);
  return {
    resource: request.resource,
    name: nameOf(object),
    usage: withoutZeros(usage),
    unspecified: request.resource === 'pods' && !update ? unspecifiedBy(object as Pod) : {},
    dryRun: request.options?.dryRun === true,
  };
}

function unspecifiedBy(pod: Pod): QuotaCharge['unspecified'] {
  const containers = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].map((container) => ({ name: container.name, usage: containerUsage(container) }));
  return Object.fromEntries(
    mustBeSpecified
      .map((resource) => [resource, containers.filter(({ usage }) => usage[resource] === undefined).map(({ name }) => name).sort()] as const)
      .filter(([, names]) => names.length > 0),
  );
}
