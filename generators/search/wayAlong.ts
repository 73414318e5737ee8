import type { Action, Engine, State } from '../../model/kernel/index.ts';

/**
 * The labels of a way that is known by its states. Actions are not stored while searching: the one that led on is found
 * again by where it leads.
 * @param isNext for each state after the first, whether a state is the one
 */
export function wayAlong(engine: Engine, from: State, isNext: readonly ((state: State) => boolean)[], without?: (action: Action) => boolean): readonly string[] {
  const schedule: string[] = [];
  let state = from;
  for (const is of isNext) {
    const step = stepTo(engine, state, is, without);
    if (step === undefined) throw new RangeError('a state cannot be reached again from the one before it');
    schedule.push(step.label);
    state = step.next;
  }
  return schedule;
}

/** The step to such a state, if one leads there. */
export function stepTo(engine: Engine, state: State, is: (state: State) => boolean, without?: (action: Action) => boolean): { readonly label: string; readonly next: State } | undefined {
  const actions = engine.enabled(state);
  for (const [index, action] of actions.entries()) {
    if (without?.(action)) continue;
    const next = engine.apply(state, action);
    if (is(next)) return { label: engine.labels(actions)[index] ?? '', next };
  }
  return undefined;
}
