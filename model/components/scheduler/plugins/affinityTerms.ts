import { matchesLabelSelector, type Pod, type PodAffinityTerm, type WeightedPodAffinityTerm } from '../../../objects/index.ts';
import type { Snapshot } from '../framework.ts';

export function affinityTerms(pod: Pod): readonly PodAffinityTerm[] {
  return pod.spec.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
}

export function antiAffinityTerms(pod: Pod): readonly PodAffinityTerm[] {
  return pod.spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
}

export function preferredAffinity(pod: Pod): readonly WeightedPodAffinityTerm[] {
  return pod.spec.affinity?.podAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
}

export function preferredAntiAffinity(pod: Pod): readonly WeightedPodAffinityTerm[] {
  return pod.spec.affinity?.podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
}

/**
 * Whether a pod's term is about another pod: by namespace (its own, when the term names none) and labels
 * (pkg/scheduler/framework AffinityTerm.Matches). An empty namespaceSelector selects all namespaces.
 */
export function selectsPod(owner: Pod, term: PodAffinityTerm, other: Pod, snapshot: Snapshot): boolean {
  const named = term.namespaces ?? [];
  const namespaces = named.length === 0 && term.namespaceSelector === undefined ? [namespaceOf(owner)] : named;
  const inNamespace = namespaces.includes(namespaceOf(other)) || (term.namespaceSelector !== undefined && matchesLabelSelector(term.namespaceSelector, snapshot.namespaces[namespaceOf(other)] ?? {}));
  return inNamespace && matchesLabelSelector(term.labelSelector, other.metadata.labels ?? {});
}

function namespaceOf(pod: Pod): string {
  return pod.metadata.namespace ?? 'default';
}
