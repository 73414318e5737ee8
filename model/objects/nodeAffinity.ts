import { labelOf, matchesLabels } from './selectors.ts';
import type { NodeSelector, NodeSelectorRequirement, NodeSelectorTerm } from './schema/affinity.ts';
import type { Node } from './schema/node.ts';
import type { Pod } from './schema/pod.ts';

/** Node selectors as the scheduler and the kubelet evaluate them (component-helpers/scheduling/corev1/nodeaffinity). */

/** `spec.nodeSelector` and the required node affinity together (GetRequiredNodeAffinity). */
export function matchesRequiredNodeAffinity(pod: Pod, node: Node): boolean {
  const required = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return matchesLabels(pod.spec.nodeSelector, node.metadata.labels) && (required === undefined || matchesNodeSelector(required, node));
}

/** Some term holds. */
export function matchesNodeSelector(selector: NodeSelector, node: Node): boolean {
  return selector.nodeSelectorTerms.some((term) => matchesNodeSelectorTerm(term, node));
}

/** Every requirement holds; a term without any selects no node. */
export function matchesNodeSelectorTerm({ matchExpressions = [], matchFields = [] }: NodeSelectorTerm, node: Node): boolean {
  if (matchExpressions.length === 0 && matchFields.length === 0) return false;
  return (
    matchExpressions.every((requirement) => matchesValue(requirement, labelOf(node.metadata.labels, requirement.key))) &&
    matchFields.every((requirement) => matchesValue(requirement, requirement.key === 'metadata.name' ? node.metadata.name : undefined))
  );
}

function matchesValue({ operator, values = [] }: NodeSelectorRequirement, value: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
    case 'Lt':
      return compares(operator, value, values);
    default:
      return false;
  }
}

/** Both sides have to be whole numbers (labels.Requirement.Matches); bigint, because they may have 64 bits. */
function compares(operator: 'Gt' | 'Lt', value: string | undefined, values: readonly string[]): boolean {
  const [bound] = values;
  if (values.length !== 1 || bound === undefined || value === undefined || !isInteger(bound) || !isInteger(value)) return false;
  return operator === 'Gt' ? BigInt(value) > BigInt(bound) : BigInt(value) < BigInt(bound);
}

function isInteger(value: string): boolean {
  return /^-?\d{1,19}$/.test(value);
}
