import { matchesNodeSelectorTerm, matchesRequiredNodeAffinity } from '../../../objects/index.ts';
import { normalize, type FilterPlugin, type ScorePlugin } from '../framework.ts';

/** `spec.nodeSelector` and node affinity (plugins/nodeaffinity/node_affinity.go). */
export const nodeAffinity: FilterPlugin & ScorePlugin = {
  name: 'NodeAffinity',
  guard: 'matchesNodeAffinity',
  protects: "a pod goes only to nodes that match its nodeSelector and one of its required node affinity's terms (nodeaffinity plugin)",
  events: ['Node/Add', 'Node/Update'],
  weight: 2,
  filter(pod, { node }) {
    return matchesRequiredNodeAffinity(pod, node) ? [] : ["node(s) didn't match Pod's node affinity/selector"];
  },
  /** The sum of the weights of the preferred terms that match. */
  score(pod, feasible) {
    const preferred = pod.spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
    return normalize(feasible.map(({ node }) => preferred.filter((term) => matchesNodeSelectorTerm(term.preference, node)).reduce((sum, term) => sum + term.weight, 0)));
  },
};
