import type { InformerState } from '../components/client/informer.ts';
import type { WatchEntry } from '../components/client/protocol.ts';
import { initialParts, type Component, type Json, type Log } from '../kernel/index.ts';
import { resources } from '../objects/index.ts';
import type { FaultName, Scenario } from '../scenario.ts';
import type { ClusterShape } from './shape.ts';

/** The resources that are stored: each has a history of its own. */
export const servedResources: readonly string[] = resources.map(({ resource }) => resource).filter((resource) => resource !== 'bindings').sort();

export interface Watcher {
  readonly log: string;
  readonly component: string;
  /** Whether it watches from the beginning. */
  readonly isOpen: boolean;
  readonly via: string;
}

/** Who watches what: a component has an informer for each part `informer/<resource>` that it begins with. */
export function watchersOf(clients: readonly Component[], { apiservers }: ClusterShape): readonly Watcher[] {
  return clients.flatMap((component) =>
    Object.entries(initialParts(component)[0] ?? {}).flatMap(([part, value]) => {
      if (!part.startsWith('informer/')) return [];
      const { phase } = value as InformerState;
      return [{ log: part.slice('informer/'.length), component: component.name, isOpen: phase === 'watching', via: apiservers[0] ?? '' }];
    }),
  );
}

/** A history a resource; a kubelet sees only the pods that are bound to its node. */
export function histories(scenario: Scenario, watchers: readonly Watcher[], shape: ClusterShape): readonly Log[] {
  const nodeOf = new Map(shape.nodes.map(({ kubelet, name }) => [kubelet, name]));
  return servedResources.map((name) => ({
    name,
    breakFault: 'watchBroken' satisfies FaultName,
    openReaders: [
      ...(scenario.start === 'warm' ? shape.apiservers.map((reader) => ({ reader })) : []),
      ...watchers.filter(({ log, isOpen }) => log === name && isOpen).map(({ component, via }) => ({ reader: component, via })),
    ],
    ...(name === 'pods' && {
      concerns(reader: string, entry: Json): boolean {
        const node = nodeOf.get(reader);
        return node === undefined || ((entry as WatchEntry).object['spec'] as { readonly nodeName?: string } | undefined)?.nodeName === node;
      },
    }),
  }));
}
