import type { JsonObject } from '../../model/kernel/index.ts';
import type { Pod } from '../../model/objects/index.ts';

/** The fields of a pod that properties read. */
export interface PodFacts {
  readonly phase: string | undefined;
  readonly nodeName: string | undefined;
  readonly conditions: { readonly [type: string]: string };
  readonly readinessGates: readonly string[];
  readonly schedulingGates: readonly string[];
}

export function podFacts(object: JsonObject | Pod): PodFacts {
  const { spec, status } = object as Partial<Pick<Pod, 'spec' | 'status'>>;
  return {
    phase: status?.phase,
    nodeName: spec?.nodeName || undefined,
    conditions: Object.fromEntries((status?.conditions ?? []).map(({ type, status: value }) => [type, value])),
    readinessGates: (spec?.readinessGates ?? []).map(({ conditionType }) => conditionType),
    schedulingGates: (spec?.schedulingGates ?? []).map(({ name }) => name),
  };
}

export function isTerminal(phase: string | undefined): boolean {
  return phase === 'Succeeded' || phase === 'Failed';
}

/** Whether the pod gets traffic: it says Ready, and nobody is deleting it. */
export function servesTraffic(pod: Pod): boolean {
  return podFacts(pod).conditions['Ready'] === 'True' && pod.metadata.deletionTimestamp === undefined;
}
