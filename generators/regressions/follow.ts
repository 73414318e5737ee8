import { replay, type FaultBudget, type Run } from '../../model/kernel/index.ts';
import { instrument, type Instrumented, type Subject } from '../../properties/instrument.ts';
import type { Property } from '../../properties/property.ts';
import { reasonsOf } from '../explained/reasons.ts';
import { Breath } from '../random/breath.ts';
import { RunError, type Counterexample } from '../random/result.ts';
import { defaultMaximumCompletion, Walker, type Walk } from '../random/walk.ts';
import { lastCircle, missedRound } from './circle.ts';

/** A counterexample that was found before. */
export interface KeptCounterexample {
  /** The property that it violates. */
  readonly property: string;
  readonly initial: number;
  readonly schedule: readonly string[];
  /** The budget that it was found within. */
  readonly faults: FaultBudget;
}

export type FollowedAgain =
  /** Still there. `isSameRun`: each of its steps was possible; otherwise some were left out. */
  | { readonly verdict: 'violated'; readonly counterexample: Counterexample; readonly isSameRun: boolean; readonly subject: Instrumented }
  /** Still there within the faults that it was found with, of which this system allows fewer. */
  | { readonly verdict: 'beyond the faults' }
  | { readonly verdict: 'not violated' }
  /** Its run does not come to rest any more, so that nothing can be said. */
  | { readonly verdict: 'not judged' };

export interface FollowOptions {
  readonly signal?: AbortSignal;
  /** Where it is kept, for the message of what throws. */
  readonly where?: string;
}

/**
 * Takes a kept schedule again and judges the property that it violated. Labels that are not enabled, because the model or the manifests have
 * changed, are skipped. A schedule that needs more faults than the system allows says nothing about it, but is no reason to forget it.
 * @returns undefined when it was interrupted
 * @throws RunError when a component or the property throws
 */
export async function followAgain<Shape>(subject: Subject<Shape>, property: Property<Shape>, kept: KeptCounterexample, options: FollowOptions = {}): Promise<FollowedAgain | undefined> {
  const found = await follow(subject, property, kept, options);
  if (found?.verdict !== 'not violated' || !asksMore(kept.faults, subject.system.faults ?? {})) return found;
  const generous = await follow({ ...subject, system: { ...subject.system, faults: kept.faults } }, property, kept, options);
  return generous?.verdict === 'violated' ? { verdict: 'beyond the faults' } : generous;
}

async function follow<Shape>(subject: Subject<Shape>, property: Property<Shape>, { initial, schedule }: KeptCounterexample, { signal, where = 'a kept counterexample' }: FollowOptions): Promise<FollowedAgain | undefined> {
  const instrumented = instrument(subject, [property]);
  if (instrumented.engine.initial()[initial] === undefined) return { verdict: 'not violated' };
  const walker = new Walker(instrumented, { maximumLength: schedule.length, complete: property.kind === 'liveness', maximumCompletion: defaultMaximumCompletion });
  const breath = new Breath(signal, () => undefined);
  const walk = await breath.drive(walker.following(schedule, initial));
  if (walk === undefined) return undefined;
  if (walk.end === 'error') throw new RunError(walk.error, walk.schedule, where);
  if (walk.violation === undefined && walk.end === 'cut' && property.kind === 'liveness') return { verdict: 'not judged' };
  if (walk.violation === undefined) return roundAndRound(instrumented, property, walk, schedule);
  const { violation, completion, circleLength } = walk;
  // What is kept of a liveness property has its completion in it, of which nobody asks why.
  const reasons = walk.end !== 'violated' ? [] : ((await breath.drive(reasonsOf(walker, walk))) ?? []);
  const labels = [...walk.schedule, ...completion];
  const counterexample = { violation, initial, schedule: labels, completionLength: completion.length, ...(circleLength !== undefined && { circleLength }), foundLength: labels.length, isShortest: false, reasons };
  return { verdict: 'violated', counterexample, isSameRun: walk.end !== 'violated' ? walk.schedule.length === schedule.length : isBeginningOf(walk.schedule, schedule), subject: instrumented };
}

/** A run that went round in a circle need not go on so by itself: it is enough that it may, as it did before. */
function roundAndRound(subject: Instrumented, { kind, name }: Property, { initial, schedule: taken }: Walk, schedule: readonly string[]): FollowedAgain {
  if (kind !== 'liveness' || taken.length < schedule.length) return { verdict: 'not violated' };
  const run: Run = replay(subject.engine, schedule, { initial });
  const circle = lastCircle(run);
  const violation = circle === undefined ? undefined : missedRound(run.steps.slice(circle).map(({ after }) => subject.missing(after)), name, circle);
  if (circle === undefined || violation === undefined) return { verdict: 'not violated' };
  return { verdict: 'violated', counterexample: { violation, initial, schedule, completionLength: 0, circleLength: schedule.length - circle, foundLength: schedule.length, isShortest: false, reasons: [] }, isSameRun: true, subject };
}

/** A safety property may break before the schedule ends. */
function isBeginningOf(labels: readonly string[], schedule: readonly string[]): boolean {
  return labels.every((label, index) => label === schedule[index]);
}

function asksMore(kept: FaultBudget, allowed: FaultBudget): boolean {
  return Object.entries(kept).some(([fault, times]) => timesOf(times) > timesOf(allowed[fault]));
}

function timesOf(times: number | 'unlimited' | undefined): number {
  return times === 'unlimited' ? Infinity : (times ?? 0);
}
