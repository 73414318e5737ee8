import type { Step } from '../../kernel/step.ts';
import type { Namespace, Node, Pod } from '../../objects/index.ts';
import { cached } from '../client/informer.ts';
import { isAssigned } from './clusterEvents.ts';
import type { Snapshot } from './framework.ts';
import { assumed, names } from './parts.ts';
import { volumeView } from './volumes.ts';

export const snapshotGuards = {
  assumedPodsCount: 'pods that are assumed take room like bound ones, as long as no watch has shown them (pkg/scheduler/backend/cache; issue 106361)',
} as const;

/** What a scheduling cycle works on: the caches and the pods assumed so far. */
export function takeSnapshot(step: Step): Snapshot {
  const bound = cached<Pod>(step, 'pods').filter(isAssigned);
  const tentative = names(step, 'assumed/').flatMap((name) => assumed(step, name)?.pod ?? []);
  const pods = step.check('assumedPodsCount', tentative.length > 0) ? [...bound, ...tentative] : bound;
  return {
    nodes: cached<Node>(step, 'nodes').map((node) => ({ node, pods: pods.filter((pod) => pod.spec.nodeName === node.metadata.name) })),
    volumes: volumeView(step),
    namespaces: Object.fromEntries(cached<Namespace>(step, 'namespaces').map(({ metadata }) => [metadata.name, metadata.labels ?? {}])),
  };
}
