import { matchesLabelSelector, matchesRequiredNodeAffinity, untoleratedTaint, type Pod, type TopologySpreadConstraint } from '../../../objects/index.ts';
import type { FilterPlugin, NodeInfo, ScorePlugin } from '../framework.ts';

/**
 * Topology spread constraints (plugins/podtopologyspread: filtering.go, scoring.go, common.go). The built-in
 * default constraints, which need the Services and ReplicaSets that select a pod, are left out.
 */
export const podTopologySpread: FilterPlugin & ScorePlugin = {
  name: 'PodTopologySpread',
  guard: 'keepsTopologySpread',
  protects: 'a pod goes to no topology domain that would then exceed the emptiest one by more than maxSkew (podtopologyspread plugin)',
  events: ['AssignedPod/Add', 'AssignedPod/Update', 'AssignedPod/Delete', 'Node/Add', 'Node/Update', 'Node/Delete'],
  weight: 2,
  filter(pod, info, snapshot) {
    const constraints = constraintsOf(pod, 'DoNotSchedule');
    for (const constraint of constraints) {
      const value = info.node.metadata.labels?.[constraint.topologyKey];
      if (value === undefined) return ["node(s) didn't match pod topology spread constraints (missing required label)"];
      const counts = countByDomain(pod, constraint, snapshot.nodes, constraints);
      const smallest = counts.size < (constraint.minDomains ?? 1) ? 0 : Math.min(...counts.values());
      const self = selects(constraint, pod, pod) ? 1 : 0;
      if ((counts.get(value) ?? 0) + self - smallest > constraint.maxSkew) return ["node(s) didn't match pod topology spread constraints"];
    }
    return [];
  },
  /** The fewer matching pods in a node's domains, the better; larger topologies weigh more. */
  score(pod, feasible, snapshot) {
    const constraints = constraintsOf(pod, 'ScheduleAnyway');
    if (constraints.length === 0) return feasible.map(() => 0);
    const scored = feasible.filter((info) => hasAllKeys(info, constraints));
    const sums = feasible.map(() => 0);
    for (const constraint of constraints) {
      const byHostname = constraint.topologyKey === hostname;
      const counts = countByDomain(pod, constraint, snapshot.nodes, constraints);
      const domains = byHostname ? scored.length : new Set(scored.map((info) => info.node.metadata.labels?.[constraint.topologyKey])).size;
      feasible.forEach((info, index) => {
        const count = byHostname ? matching(pod, constraint, info) : (counts.get(info.node.metadata.labels?.[constraint.topologyKey] ?? '') ?? 0);
        sums[index] = (sums[index] ?? 0) + count * Math.log(domains + 2) + (constraint.maxSkew - 1);
      });
    }
    return normalizeSpread(feasible.map((info, index) => (scored.includes(info) ? Math.round(sums[index] ?? 0) : undefined)));
  },
};

const hostname = 'kubernetes.io/hostname';

function constraintsOf(pod: Pod, when: 'DoNotSchedule' | 'ScheduleAnyway'): readonly TopologySpreadConstraint[] {
  return (pod.spec.topologySpreadConstraints ?? []).filter((constraint) => constraint.whenUnsatisfiable === when);
}

/** Domain -> pods that match, over the nodes that the constraint counts. */
function countByDomain(pod: Pod, constraint: TopologySpreadConstraint, nodes: readonly NodeInfo[], constraints: readonly TopologySpreadConstraint[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const info of nodes) {
    const value = info.node.metadata.labels?.[constraint.topologyKey];
    if (value === undefined || !hasAllKeys(info, constraints) || !isIncluded(pod, constraint, info)) continue;
    counts.set(value, (counts.get(value) ?? 0) + matching(pod, constraint, info));
  }
  return counts;
}

function hasAllKeys(info: NodeInfo, constraints: readonly TopologySpreadConstraint[]): boolean {
  return constraints.every((constraint) => info.node.metadata.labels?.[constraint.topologyKey] !== undefined);
}

/** Node inclusion policies: nodeAffinityPolicy Honor and nodeTaintsPolicy Ignore unless said otherwise. */
function isIncluded(pod: Pod, constraint: TopologySpreadConstraint, { node }: NodeInfo): boolean {
  if (constraint.nodeAffinityPolicy !== 'Ignore' && !matchesRequiredNodeAffinity(pod, node)) return false;
  if (constraint.nodeTaintsPolicy !== 'Honor') return true;
  return untoleratedTaint(node.spec?.taints, pod.spec.tolerations) === undefined;
}

/** Pods that are being deleted do not count (common.go countPodsMatchSelector). */
function matching(pod: Pod, constraint: TopologySpreadConstraint, info: NodeInfo): number {
  return info.pods.filter((other) => other.metadata.deletionTimestamp === undefined && other.metadata.namespace === pod.metadata.namespace && selects(constraint, pod, other)).length;
}

/** matchLabelKeys adds the incoming pod's own values of these labels to the selector. */
function selects(constraint: TopologySpreadConstraint, pod: Pod, other: Pod): boolean {
  const labels = other.metadata.labels ?? {};
  const own = pod.metadata.labels ?? {};
  const sameKeys = (constraint.matchLabelKeys ?? []).every((key) => own[key] === undefined || labels[key] === own[key]);
  return sameKeys && matchesLabelSelector(constraint.labelSelector, labels);
}

/** 100 * (max + min - score) / max; nodes that lack a topology key get 0 (scoring.go NormalizeScore). */
function normalizeSpread(scores: readonly (number | undefined)[]): readonly number[] {
  const known = scores.filter((score) => score !== undefined);
  const highest = Math.max(0, ...known);
  const lowest = Math.min(...known);
  return scores.map((score) => (score === undefined ? 0 : highest === 0 ? 100 : Math.floor((100 * (highest + lowest - score)) / highest)));
}

