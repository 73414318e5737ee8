import type { State } from '../../model/kernel/index.ts';
import { finished } from '../search/finished.ts';
import { labelled, type Walk, type Walker } from '../random/walk.ts';

/**
 * Why a step is in a run that violates a property. `enables`: without it this later step (counted from 0) could not be
 * taken. `violates`: all others can be taken without it, and then nothing is violated. `breaks`: without it another property is violated
 * first. `spare`: it could be left out.
 */
export type Reason = { readonly kind: 'enables'; readonly step: number } | { readonly kind: 'violates' } | { readonly kind: 'breaks'; readonly property: string } | { readonly kind: 'spare' };

/** Whoever reads more steps than this does not ask why of each. */
const mostSteps = 200;

/** The reason for each step of a walk's schedule, found by leaving it out; none for a schedule of too many. */
export function* reasonsOf(walker: Walker, walk: Walk): Generator<undefined, readonly Reason[], undefined> {
  const reasons: Reason[] = [];
  if (walk.schedule.length > mostSteps) return reasons;
  let state = walker.subject.engine.initial()[walk.initial] as State;
  for (const [step, label] of walk.schedule.entries()) {
    reasons.push(reasonFor(walker, walk, state, step));
    const action = labelled(walker.subject.engine, walker.subject.engine.enabled(state), label);
    if (action === undefined) throw new RangeError(`a step of a run cannot be taken again: ${label}`);
    state = walker.subject.engine.apply(state, action);
    yield;
  }
  return reasons;
}

function reasonFor(walker: Walker, walk: Walk, before: State, step: number): Reason {
  const without = walk.schedule.toSpliced(step, 1);
  // A completion belongs to a violation that is judged at its end.
  const complete = walk.end !== 'violated';
  const other = finished(walker.following(without, walk.initial, complete));
  if (other.violation !== undefined && other.violation.property === walk.violation?.property) return { kind: 'spare' };
  if (other.violation !== undefined) return { kind: 'breaks', property: other.violation.property };
  const impossible = firstImpossible(walker, walk.schedule, before, step);
  return impossible === undefined ? { kind: 'violates' } : { kind: 'enables', step: impossible };
}

/** Of the steps after one that is left out, the first that cannot be taken. */
function firstImpossible({ subject: { engine } }: Walker, schedule: readonly string[], before: State, step: number): number | undefined {
  let state = before;
  for (let later = step + 1; later < schedule.length; later++) {
    const action = labelled(engine, engine.enabled(state), schedule[later] ?? '');
    if (action === undefined) return later;
    state = engine.apply(state, action);
  }
  return undefined;
}
