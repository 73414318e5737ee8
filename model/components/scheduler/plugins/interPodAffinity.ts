import type { Pod, PodAffinityTerm } from '../../../objects/index.ts';
import type { FilterPlugin, NodeInfo, ScorePlugin, Snapshot } from '../framework.ts';
import { antiAffinityTerms, affinityTerms, preferredAffinity, preferredAntiAffinity, selectsPod } from './affinityTerms.ts';

/** Affinity and anti-affinity between pods (plugins/interpodaffinity: filtering.go, scoring.go). */
export const interPodAffinity: FilterPlugin & ScorePlugin = {
  name: 'InterPodAffinity',
  guard: 'matchesPodAffinity',
  protects: "a pod goes only where its required pod affinity and anti-affinity hold, and where it breaks no other pod's anti-affinity (interpodaffinity plugin)",
  events: ['AssignedPod/Add', 'AssignedPod/Update', 'AssignedPod/Delete', 'Node/Add', 'Node/Update'],
  weight: 2,
  filter(pod, info, snapshot) {
    if (!satisfiesAffinity(pod, info, snapshot)) return ["node(s) didn't match pod affinity rules"];
    if (antiAffinityTerms(pod).some((term) => domainHas(info, term, snapshot, (other) => selectsPod(pod, term, other, snapshot)))) {
      return ["node(s) didn't match pod anti-affinity rules"];
    }
    if (breaksExisting(pod, info, snapshot)) return ["node(s) didn't satisfy existing pods anti-affinity rules"];
    return [];
  },
  score(pod, feasible, snapshot) {
    const raw = feasible.map((info) => snapshot.nodes.flatMap((where) => where.pods.map((other) => attraction(pod, other, info, where, snapshot))).reduce((sum, one) => sum + one, 0));
    const [lowest, highest] = [Math.min(...raw), Math.max(...raw)];
    return raw.map((score) => (highest === lowest ? 0 : Math.floor((100 * (score - lowest)) / (highest - lowest))));
  },
};

/**
 * Every term finds, in this node's domain, a pod that matches all terms. The first pod of a group that wants to
 * be near itself goes anywhere that has the topology keys (filtering.go satisfyPodAffinity).
 */
function satisfiesAffinity(pod: Pod, info: NodeInfo, snapshot: Snapshot): boolean {
  const terms = affinityTerms(pod);
  const matchesAll = (other: Pod): boolean => terms.every((term) => selectsPod(pod, term, other, snapshot));
  if (!terms.every((term) => domainOf(info, term) !== undefined)) return false;
  if (terms.every((term) => domainHas(info, term, snapshot, matchesAll))) return true;
  const nobodyYet = !snapshot.nodes.some((where) => terms.some((term) => domainOf(where, term) !== undefined) && where.pods.some(matchesAll));
  return nobodyYet && matchesAll(pod);
}

/** Anti-affinity is symmetric: pods that are there already keep this one away. */
function breaksExisting(pod: Pod, info: NodeInfo, snapshot: Snapshot): boolean {
  return snapshot.nodes.some((where) =>
    where.pods.some((other) => antiAffinityTerms(other).some((term) => sameDomain(info, where, term) && selectsPod(other, term, pod, snapshot))),
  );
}

function domainHas(info: NodeInfo, term: PodAffinityTerm, snapshot: Snapshot, matches: (pod: Pod) => boolean): boolean {
  return snapshot.nodes.some((where) => sameDomain(info, where, term) && where.pods.some(matches));
}

function sameDomain(one: NodeInfo, other: NodeInfo, term: PodAffinityTerm): boolean {
  return domainOf(one, term) !== undefined && domainOf(one, term) === domainOf(other, term);
}

function domainOf(info: NodeInfo, term: PodAffinityTerm): string | undefined {
  return info.node.metadata.labels?.[term.topologyKey];
}

/** hardPodAffinityWeight: how much a pod's required affinity attracts those that it asks for. */
const hardPodAffinityWeight = 1;

/** How much an existing pod on one node speaks for (or against) another node in the same domain. */
function attraction(pod: Pod, other: Pod, info: NodeInfo, where: NodeInfo, snapshot: Snapshot): number {
  const near = (owner: Pod, term: PodAffinityTerm, target: Pod): boolean => sameDomain(info, where, term) && selectsPod(owner, term, target, snapshot);
  const sum = (owner: Pod, target: Pod): number =>
    preferredAffinity(owner).reduce((total, { weight, podAffinityTerm }) => total + (near(owner, podAffinityTerm, target) ? weight : 0), 0) -
    preferredAntiAffinity(owner).reduce((total, { weight, podAffinityTerm }) => total + (near(owner, podAffinityTerm, target) ? weight : 0), 0);
  const hard = affinityTerms(other).filter((term) => near(other, term, pod)).length * hardPodAffinityWeight;
  return sum(pod, other) + sum(other, pod) + hard;
}
