import type { JsonObject } from '../../model/kernel/index.ts';

/** The fields of a pod that properties read. */
export interface PodFacts {
  readonly phase: string | undefined;
  readonly nodeName: string | undefined;
  readonly conditions: { readonly [type: string]: string };
  readonly readinessGates: readonly string[];
  readonly initContainers: number;
}

export function podFacts(pod: JsonObject): PodFacts {
  const spec = (pod['spec'] ?? {}) as { readonly nodeName?: string; readonly readinessGates?: readonly { readonly conditionType: string }[]; readonly initContainers?: readonly unknown[] };
  const status = (pod['status'] ?? {}) as { readonly phase?: string; readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
  return {
    phase: status.phase,
    nodeName: spec.nodeName,
    conditions: Object.fromEntries((status.conditions ?? []).map(({ type, status: value }) => [type, value])),
    readinessGates: (spec.readinessGates ?? []).map(({ conditionType }) => conditionType),
    initContainers: spec.initContainers?.length ?? 0,
  };
}

export function isTerminal(phase: string | undefined): boolean {
  return phase === 'Succeeded' || phase === 'Failed';
}
