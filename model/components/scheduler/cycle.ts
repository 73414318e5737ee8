import type { ChartAction } from '../../kernel/statechart.ts';
import type { Step } from '../../kernel/step.ts';
import { cycleOf, type CycleState } from './parts.ts';
import { schedulingCycle, type CycleEvent } from './schedulingCycle.ts';

/** Gives an event to a pod's attempt and carries out what its machine asks for; an attempt that ends leaves no part behind. */
export function advance(step: Step, name: string, event: CycleEvent, perform: (action: ChartAction, cycle: CycleState) => void, from?: CycleState): CycleState | undefined {
  const before = from ?? cycleOf(step, name);
  if (before === undefined) return undefined;
  const next = schedulingCycle.next(before, event, (guard, holds) => step.check(guard, holds));
  if (!next.taken) return undefined;
  const state = next.state as CycleState;
  step.set(`cycle/${name}`, isOver(state) ? undefined : state);
  for (const action of next.actions) perform(action, state);
  return state;
}

function isOver(state: CycleState): boolean {
  return state.value === 'skipped' || state.value === 'bound' || state.value === 'failed';
}
