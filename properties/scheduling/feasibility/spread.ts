import { matchesLabelSelector, matchesRequiredNodeAffinity, untoleratedTaint, type Node, type Pod, type TopologySpreadConstraint } from '../../../model/objects/index.ts';
import type { Placement } from './index.ts';

/** Which topology spread constraint (DoNotSchedule) the placement would break. */
export function brokenSpread(pod: Pod, node: Node, { nodes, pods }: Placement): string | undefined {
  const constraints = (pod.spec.topologySpreadConstraints ?? []).filter(({ whenUnsatisfiable }) => whenUnsatisfiable === 'DoNotSchedule');
  const hasAllKeys = ({ metadata }: Node): boolean => constraints.every(({ topologyKey }) => metadata.labels?.[topologyKey] !== undefined);
  for (const constraint of constraints) {
    const { topologyKey, maxSkew, minDomains = 1 } = constraint;
    const domainOf = ({ metadata }: Node): string | undefined => metadata.labels?.[topologyKey];
    const here = domainOf(node);
    if (here === undefined) return `the node has no label ${topologyKey}`;
    const counted = nodes.filter((other) => hasAllKeys(other) && counts(constraint, pod, other));
    const domains = [...new Set(counted.map(domainOf))];
    const alike = (domain: string | undefined): number => {
      const names = counted.filter((other) => domainOf(other) === domain).map(({ metadata }) => metadata.name);
      return pods.filter((other) => names.includes(other.spec.nodeName ?? '') && other.metadata.deletionTimestamp === undefined && isAlike(constraint, pod, other)).length;
    };
    const fewest = domains.length < minDomains ? 0 : Math.min(...domains.map(alike));
    const own = matchesLabelSelector(constraint.labelSelector, pod.metadata.labels) ? 1 : 0;
    if (alike(here) + own - fewest > maxSkew) return `${topologyKey} ${here} would have too many of its kind`;
  }
  return undefined;
}

function counts({ nodeAffinityPolicy, nodeTaintsPolicy }: TopologySpreadConstraint, pod: Pod, node: Node): boolean {
  const isWanted = nodeAffinityPolicy === 'Ignore' || matchesRequiredNodeAffinity(pod, node);
  return isWanted && (nodeTaintsPolicy !== 'Honor' || untoleratedTaint(node.spec?.taints, pod.spec.tolerations) === undefined);
}

function isAlike({ labelSelector, matchLabelKeys }: TopologySpreadConstraint, pod: Pod, other: Pod): boolean {
  const sameValues = (matchLabelKeys ?? []).every((key) => pod.metadata.labels?.[key] === undefined || pod.metadata.labels[key] === other.metadata.labels?.[key]);
  return pod.metadata.namespace === other.metadata.namespace && sameValues && matchesLabelSelector(labelSelector, other.metadata.labels);
}
