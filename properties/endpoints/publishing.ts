import type { Happening, StateView } from '../../model/kernel/index.ts';
import { isRequest } from '../../model/components/client/protocol.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import type { EndpointSlice, Pod, Service } from '../../model/objects/index.ts';
import { nameOf, without } from '../cluster.ts';

/** An endpoint that a controller manager publishes. */
export type Published = { readonly service: string; readonly pod: string; readonly uid: string; readonly address: string; readonly ready: boolean };

/** By controller manager: the endpoints that it published in its last action. Its caches are then still those that it did it with. */
export type Publishing = { readonly [manager: string]: readonly Published[] };

export function followPublishing(before: Publishing, happening: Happening, { controllerManagers }: ClusterShape): Publishing {
  if (!('component' in happening) || !controllerManagers.includes(happening.component)) return before;
  const published = happening.kind === 'reaction' ? (happening.reaction.send ?? []).flatMap(({ message }) => (isRequest(message) && message.resource === 'endpointslices' && (message.verb === 'create' || message.verb === 'update') ? endpointsIn(message.body) : [])) : [];
  return published.length === 0 ? without(before, happening.component) : { ...before, [happening.component]: published };
}

/** The first published endpoint that there is something against, given its pod as the manager's cache has it. */
export function firstWrong(publishing: Publishing, state: StateView, what: (endpoint: Published, pod: Pod | undefined, service: Service | undefined) => string | undefined): string | undefined {
  for (const [manager, published] of Object.entries(publishing)) {
    for (const endpoint of published) {
      const pod = state.get(manager, `cache/pods/${endpoint.pod}`) as unknown as Pod | undefined;
      const service = state.get(manager, `cache/services/${endpoint.service}`) as unknown as Service | undefined;
      const why = what(endpoint, pod?.metadata.uid === endpoint.uid ? pod : undefined, service);
      if (why !== undefined) return `${endpoint.address} is published as an endpoint of ${endpoint.service}, and ${why}`;
    }
  }
  return undefined;
}

function endpointsIn(body: unknown): readonly Published[] {
  const { metadata, endpoints = [] } = body as EndpointSlice;
  const service = nameOf({ ...metadata, name: metadata.labels?.['kubernetes.io/service-name'] ?? '' });
  return endpoints.map(({ addresses, conditions, targetRef }) => ({
    service,
    pod: nameOf({ namespace: targetRef?.namespace ?? 'default', name: targetRef?.name ?? '' }),
    uid: targetRef?.uid ?? '',
    address: addresses[0] ?? '',
    ready: conditions?.ready !== false,
  }));
}
