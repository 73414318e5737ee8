import * as fc from 'fast-check';
import type { GuardCoverage } from '../../model/kernel/index.ts';
import { instrument, type Subject } from '../../properties/instrument.ts';
import type { Property, Violation } from '../../properties/property.ts';
import { ScheduleArbitrary, type Schedule } from './scheduleArbitrary.ts';
import { defaultMaximumCompletion, Walker, type Walk } from './walk.ts';

export interface RandomOptions {
  readonly runs?: number;
  /** Runs with the same seed are the same. */
  readonly seed?: number;
  /** fast-check's path to one run and its shrinking, as printed with a violation. */
  readonly path?: string;
  /** Steps of a run before the system is left to complete it fairly. */
  readonly maximumLength?: number;
  readonly progress?: (progress: RandomProgress) => void;
  /** Stops the check; what was found so far is kept. */
  readonly signal?: AbortSignal;
}

export interface RandomProgress {
  readonly runs: number;
  readonly steps: number;
  /** Set once a violation is known and its schedule is being shortened. */
  readonly shrinking?: number;
}

export interface RandomStatistics {
  readonly runs: number;
  readonly steps: number;
  readonly actions: number;
  /** Runs that were cut before they came to rest: liveness was not judged in them. */
  readonly cut: number;
  readonly guards: readonly GuardCoverage[];
}

export interface Counterexample {
  readonly violation: Violation;
  /** The whole run: the shrunk schedule, and the fair completion that liveness is judged after. */
  readonly schedule: readonly string[];
  /** How long the run was in which the violation was found first. */
  readonly foundLength: number;
}

export type RandomResult = RandomStatistics & { readonly seed: number } & (
    | { readonly verdict: 'held' }
    | { readonly verdict: 'inconclusive'; readonly reason: string }
    | { readonly verdict: 'violated'; readonly path: string; readonly counterexample: Counterexample }
  );

export const defaultRuns = 100;
export const defaultMaximumLength = 400;

/** How often the event loop gets a turn, so that Ctrl-C and progress work. In runs. */
const breatheEvery = 8;

/** Samples schedules, and shrinks the first that violates a property to a short one. */
export async function checkRandom<Shape>(subject: Subject<Shape>, properties: readonly Property<Shape>[], options: RandomOptions = {}): Promise<RandomResult> {
  const instrumented = instrument(subject, properties);
  const walker = new Walker(instrumented, {
    maximumLength: options.maximumLength ?? defaultMaximumLength,
    complete: properties.some(({ kind }) => kind === 'liveness'),
    maximumCompletion: defaultMaximumCompletion,
  });
  const counts = { runs: 0, cut: 0, shrinks: 0 };
  let failed: Walk | undefined;
  const property = fc.asyncProperty(new ScheduleArbitrary(walker, () => options.signal?.aborted ?? false), async ({ walk }: Schedule) => {
    if ((counts.runs + counts.shrinks) % breatheEvery === 0) await breathe();
    if (options.signal?.aborted) fc.pre(false);
    if (failed === undefined) counts.runs++;
    else counts.shrinks++;
    if (walk.end === 'cut') counts.cut++;
    options.progress?.({ runs: counts.runs, steps: walker.steps, ...(failed !== undefined && { shrinking: counts.shrinks }) });
    if (walk.violation !== undefined) failed ??= walk;
    return walk.violation === undefined;
  });
  const details = await fc.check(property, {
    numRuns: options.runs ?? defaultRuns,
    ...(options.seed !== undefined && { seed: options.seed }),
    ...(options.path !== undefined && { path: options.path }),
    // The first run skipped because of an interruption ends the check.
    maxSkipsPerRun: 0,
  });
  const statistics: RandomStatistics & { seed: number } = {
    runs: counts.runs,
    steps: walker.steps,
    actions: walker.actionsCovered,
    cut: counts.cut,
    guards: instrumented.engine.guardCoverage(),
    seed: details.seed,
  };
  const shrunk = details.counterexample?.[0].walk;
  if (shrunk?.violation !== undefined && failed !== undefined) {
    return {
      ...statistics,
      verdict: 'violated',
      path: details.counterexamplePath ?? '0',
      counterexample: { violation: shrunk.violation, schedule: [...shrunk.schedule, ...shrunk.completion], foundLength: failed.schedule.length + failed.completion.length },
    };
  }
  if (options.signal?.aborted) return { ...statistics, verdict: 'inconclusive', reason: `interrupted after ${counts.runs} runs` };
  if (counts.cut === counts.runs && counts.runs > 0 && properties.some(({ kind }) => kind === 'liveness')) {
    return { ...statistics, verdict: 'inconclusive', reason: 'no run came to rest, so liveness was not judged' };
  }
  return { ...statistics, verdict: 'held' };
}

function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
