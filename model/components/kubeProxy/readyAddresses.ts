import type { Step } from '../../kernel/step.ts';
import type { EndpointSlice } from '../../objects/index.ts';

/** The addresses of the ready endpoints, sorted, each once. A condition that is absent counts as true (discovery/v1, EndpointConditions). */
export function readyAddresses(step: Step, slices: readonly EndpointSlice[]): readonly string[] {
  const ready = slices.flatMap(({ endpoints }) => (endpoints ?? []).filter(({ conditions }) => step.check('endpointIsReady', conditions?.ready !== false)));
  return [...new Set(ready.flatMap(({ addresses }) => addresses))].sort();
}
