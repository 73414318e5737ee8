import { matchesLabelSelector, type Node, type Pod, type PodAffinityTerm } from '../../../model/objects/index.ts';
import type { Placement } from './index.ts';

/** Which required rule between pods the placement would break. */
export function brokenAffinity(pod: Pod, node: Node, placement: Placement): string | undefined {
  const anti = (of: Pod): readonly PodAffinityTerm[] => of.spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  const near = (term: PodAffinityTerm): readonly Pod[] => placement.pods.filter((other) => domainOf(nodeOf(other, placement), term) === domainOf(node, term) && domainOf(node, term) !== undefined);
  if (anti(pod).some((term) => near(term).some((other) => isMeant(pod, term, other, placement)))) return 'a pod near the node is one that it must not be near';
  const enemy = placement.pods.find((other) => anti(other).some((term) => near(term).includes(other) && isMeant(other, term, pod, placement)));
  if (enemy !== undefined) return `pod ${enemy.metadata.name} must not have it near`;
  const wanted = pod.spec.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  const isFriend = (other: Pod): boolean => wanted.every((term) => isMeant(pod, term, other, placement));
  if (wanted.every((term) => near(term).some(isFriend))) return undefined;
  // The first of a group that wants to be together goes anywhere that has the domains; pods outside of all domains do not count.
  const counts = (other: Pod): boolean => wanted.some((term) => domainOf(nodeOf(other, placement), term) !== undefined) && isFriend(other);
  const isFirst = isFriend(pod) && !placement.pods.some(counts) && wanted.every((term) => domainOf(node, term) !== undefined);
  return isFirst ? undefined : 'no pod near the node is one that it must be near';
}

function isMeant(owner: Pod, term: PodAffinityTerm, other: Pod, { namespaces }: Placement): boolean {
  const { namespace = 'default' } = other.metadata;
  const labels = namespaces.find(({ metadata }) => metadata.name === namespace)?.metadata.labels;
  const isOwn = (term.namespaces ?? []).length === 0 && term.namespaceSelector === undefined && namespace === (owner.metadata.namespace ?? 'default');
  const isNamed = (term.namespaces ?? []).includes(namespace) || (term.namespaceSelector !== undefined && matchesLabelSelector(term.namespaceSelector, labels ?? {}));
  return (isOwn || isNamed) && matchesLabelSelector(term.labelSelector, other.metadata.labels);
}

function nodeOf(pod: Pod, { nodes }: Placement): Node | undefined {
  return nodes.find(({ metadata }) => metadata.name === pod.spec.nodeName);
}

function domainOf(node: Node | undefined, { topologyKey }: PodAffinityTerm): string | undefined {
  return node?.metadata.labels?.[topologyKey];
}
