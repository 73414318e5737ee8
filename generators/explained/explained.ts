import { replay } from '../../model/kernel/index.ts';
import type { Instrumented } from '../../properties/instrument.ts';
import type { Violation } from '../../properties/property.ts';
import { defaultMaximumCompletion, Walker, type Walk } from '../random/walk.ts';
import { calmOrder } from './calmOrder.ts';
import { reasonsOf, type Reason } from './reasons.ts';

export interface Explained {
  /** The same steps in the order in which they are told best. */
  readonly schedule: readonly string[];
  /** For each of those steps; empty where there are too many. */
  readonly reasons: readonly Reason[];
  /** In the words that are true of this order. */
  readonly violation: Violation;
}

/** Makes a run that violates a property fit to be read: in a calm order, and with a reason for each step. */
export function* explaining(walker: Walker, walk: Walk & { readonly violation: Violation }): Generator<undefined, Explained, undefined> {
  const { initial, violation, end } = walk;
  const { engine } = walker.subject;
  const beginning = engine.initial()[initial];
  if (beginning === undefined) return { schedule: walk.schedule, reasons: [], violation };
  // What is judged after a completion is judged of the state that the schedule ends in.
  const property = end === 'violated' ? violation.property : undefined;
  const schedule = yield* calmOrder(walker.subject, { initial: beginning, schedule: walk.schedule, property });
  const reasons = yield* reasonsOf(walker, { ...walk, schedule });
  const told = property === undefined ? undefined : walker.subject.violation(replay(engine, schedule, { initial }).end);
  return { schedule, reasons, violation: told ?? violation };
}

/** The same of what a search has found: the violation shows at the end of the schedule, or nothing is left to happen there. */
export function explainingFound(subject: Instrumented, initial: number, schedule: readonly string[], violation: Violation): Generator<undefined, Explained, undefined> {
  const isSafety = subject.violation(replay(subject.engine, schedule, { initial }).end) !== undefined;
  const walker = new Walker(subject, { maximumLength: schedule.length, complete: !isSafety, maximumCompletion: defaultMaximumCompletion });
  return explaining(walker, { initial, schedule, completion: [], violation, end: isSafety ? 'violated' : 'quiescent' });
}
