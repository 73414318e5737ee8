import type { Action, Engine, State } from '../../model/kernel/index.ts';
import { CommutingPairs } from '../search/commutingPairs.ts';
import { labelled } from './walk.ts';

/**
 * The steps of a run that the last one hangs on: those that do not commute with it, or with one that it hangs on. What is left
 * out came beside the point; most often a run shows the same without it.
 */
export function causalPast(engine: Engine, beginning: State, schedule: readonly string[]): readonly string[] {
  const pairs = new CommutingPairs(engine);
  const actions: Action[] = [];
  let state = beginning;
  for (const label of schedule) {
    const action = labelled(engine, engine.enabled(state), label);
    if (action === undefined) return schedule;
    if (!pairs.has(action)) pairs.meet(action, state);
    actions.push(action);
    state = engine.apply(state, action);
  }
  const past: number[] = [];
  for (let step = actions.length - 1; step >= 0; step--) {
    pairs.begin((actions[step] as Action).number);
    if (past.length === 0 || past.some((later) => !pairs.commutes((actions[later] as Action).number))) past.unshift(step);
  }
  return past.map((step) => schedule[step] ?? '');
}
