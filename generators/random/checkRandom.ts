import * as fc from 'fast-check';
import { instrument, type Subject } from '../../properties/instrument.ts';
import type { Property } from '../../properties/property.ts';
import { explaining, type Explained } from '../explained/explained.ts';
import { Breath } from './breath.ts';
import { checkedPath, isWrongPath, leadsNowhere } from './path.ts';
import { RunError, type RandomResult } from './result.ts';
import type { Schedule } from './schedule.ts';
import { explorerFor, ScheduleArbitrary } from './scheduleArbitrary.ts';
import { defaultStrategy, type Explorer, type Strategy, type StrategyName } from './strategies/index.ts';
import { defaultMaximumCompletion, Walker, type Walk } from './walk.ts';

export { RunError, type Counterexample, type RandomResult, type RandomStatistics } from './result.ts';

export interface RandomOptions {
  readonly runs?: number;
  /** Runs with the same seed are the same. */
  readonly seed?: number;
  /** The way to one run and through its shrinking, as printed with a violation: that run alone is made again. */
  readonly path?: string;
  /**
   * How runs choose among what is enabled: by its name, or one of your own. What is led toward a goal, an expression for example, is
   * `greedyToward(distanceTo(expressionGoal('ready(pods.web) && terminating(pods.web)', subject), subject))`.
   */
  readonly strategy?: StrategyName | Strategy;
  /** Of the strategy `pct`: how many events a mistake may take in order to be found with the probability that it states. */
  readonly depth?: number;
  /** Steps of a run before the system is left to complete it fairly. */
  readonly maximumLength?: number;
  /** Whether to shorten the schedule that violates; takes time. */
  readonly shrink?: boolean;
  /** States that the search for the shortest schedule may store ({@link defaultShorteningStates}); more take longer, and settle it where runs are long. */
  readonly shorteningStates?: number;
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

export const defaultRuns = 100;
export const defaultMaximumLength = 400;

/** Whoever learns has to make the runs before the one that a path leads to. */
const mostRunsBefore = 100_000;

/**
 * Samples schedules, and shrinks the first that violates a property to a short one.
 * @throws RunError when a component or a property throws, with a short schedule that leads there
 */
export async function checkRandom<Shape>(subject: Subject<Shape>, properties: readonly Property<Shape>[], options: RandomOptions = {}): Promise<RandomResult> {
  checkedPath(options.path);
  const { runs = defaultRuns } = options;
  if (!Number.isInteger(runs) || runs < 1) throw new RangeError(`runs must be a whole number from 1, and is ${runs}`);
  return new RandomCheck(subject, properties, options).run();
}

class RandomCheck<Shape> {
  readonly #options: RandomOptions;
  readonly #walker: Walker;
  readonly #strategy: string;
  readonly #explorer: Explorer;
  readonly #judgesLiveness: boolean;
  readonly #breath: Breath;
  #runs = 0;
  #cut = 0;
  #shrinks = 0;
  /** The run that was found first; shrinking looks for shorter ones that show the same. */
  #found: Walk | undefined;

  constructor(subject: Subject<Shape>, properties: readonly Property<Shape>[], options: RandomOptions) {
    this.#options = options;
    this.#judgesLiveness = properties.some(({ kind }) => kind === 'liveness');
    this.#walker = new Walker(instrument(subject, properties), {
      maximumLength: options.maximumLength ?? defaultMaximumLength,
      complete: this.#judgesLiveness,
      maximumCompletion: defaultMaximumCompletion,
    });
    const { strategy = defaultStrategy, depth } = options;
    this.#strategy = typeof strategy === 'string' ? strategy : strategy.name;
    this.#explorer = explorerFor(strategy, this.#walker, depth);
    this.#breath = new Breath(options.signal, () => this.#report());
  }

  async run(): Promise<RandomResult> {
    const { runs = defaultRuns, seed, path, shrink = true, shorteningStates } = this.#options;
    const schedules = new ScheduleArbitrary(this.#walker, this.#explorer, () => this.#isStopped, shorteningStates);
    if (path !== undefined && seed !== undefined && this.#explorer.learns) await this.#learn(schedules, seed, path);
    const property = fc.asyncProperty(schedules, (schedule) => this.#holds(schedule));
    try {
      const details = await fc.check(property, { numRuns: runs, endOnFailure: !shrink, maxSkipsPerRun: 0, ...(seed !== undefined && { seed }), ...(path !== undefined && { path }) });
      const shrunk = details.counterexample?.[0];
      return this.#result(details.seed, details.counterexamplePath, shrunk, shrink ? await this.#explained(shrunk) : undefined);
    } catch (error) {
      if (path === undefined || !isWrongPath(error)) throw error;
      return this.#result(seed ?? 0, null, undefined, undefined);
    }
  }

  /** Makes the runs before the one at the path, which hangs on what they have shown. */
  async #learn(schedules: ScheduleArbitrary, seed: number, path: string): Promise<void> {
    const before = Number.parseInt(path, 10);
    if (before > mostRunsBefore) throw new RangeError(`path ${path}: with strategy ${this.#strategy} the ${before} runs before it have to be made first, and that is too many (at most ${mostRunsBefore})`);
    const seen = fc.sample(schedules, { seed, numRuns: before }).reverse();
    // One after the other, and none is kept.
    for (let next = seen.pop(); next !== undefined && !this.#isStopped; next = seen.pop()) await this.#breath.drive(next.running());
  }

  get #isStopped(): boolean {
    return this.#options.signal?.aborted ?? false;
  }

  async #holds(schedule: Schedule): Promise<boolean> {
    // A path leads to one run.
    fc.pre(this.#options.path === undefined || this.#runs === 0 || this.#found !== undefined);
    const walk = await this.#breath.drive(schedule.running());
    fc.pre(walk !== undefined);
    if (this.#found === undefined) this.#runs++;
    else this.#shrinks++;
    if (this.#found === undefined && walk.end === 'cut') this.#cut++;
    const holds = !showsTheSame(walk, this.#found);
    if (!holds) this.#found ??= walk;
    this.#report();
    return holds;
  }

  #report(): void {
    this.#options.progress?.({ runs: this.#runs, steps: this.#walker.steps, ...(this.#found !== undefined && { shrinking: this.#shrinks }) });
  }

  async #explained(shrunk: Schedule | undefined): Promise<Explained | undefined> {
    if (shrunk === undefined) return undefined;
    const { walk } = shrunk;
    const { violation } = walk;
    return violation && this.#breath.drive(explaining(this.#walker, { ...walk, violation }));
  }

  #result(seed: number, path: string | null, shrunk: Schedule | undefined, explained: Explained | undefined): RandomResult {
    const statistics = {
      seed,
      runs: this.#runs,
      shrinks: this.#shrinks,
      steps: this.#walker.steps,
      actions: this.#walker.coverage.taken,
      never: this.#walker.coverage.never(this.#walker.subject.engine.system),
      premises: this.#walker.subject.premises(),
      cut: this.#cut,
      guards: this.#walker.subject.engine.guardCoverage(),
      strategy: this.#strategy,
      ...(this.#explorer.guarantee && { guarantee: this.#explorer.guarantee() }),
    };
    if (shrunk === undefined || this.#found === undefined) {
      const reason = this.#doubt(seed);
      return reason === undefined ? { ...statistics, verdict: 'held' } : { ...statistics, verdict: 'inconclusive', reason };
    }
    const { initial, completion, error, circleLength } = shrunk.walk;
    const { schedule, reasons, violation } = explained ?? { ...shrunk.walk, reasons: [] };
    if (violation === undefined) throw new RunError(error, schedule, `seed ${seed}, path ${path ?? ''}`);
    return {
      ...statistics,
      verdict: 'violated',
      path: path ?? '0',
      counterexample: {
        violation,
        initial,
        schedule: [...schedule, ...completion],
        completionLength: completion.length,
        ...(circleLength !== undefined && { circleLength }),
        foundLength: this.#found.schedule.length + this.#found.completion.length,
        isShortest: shrunk.isShortest,
        reasons,
      },
    };
  }

  /** Why nothing can be said although no violation was found. */
  #doubt(seed: number): string | undefined {
    const { path } = this.#options;
    if (this.#isStopped) return `interrupted after ${this.#runs} ${this.#runs === 1 ? 'run' : 'runs'}`;
    if (path !== undefined && this.#runs === 0) return leadsNowhere(path, seed);
    if (path?.includes(':')) return `the schedule at path ${path} violates nothing; but the way to a shrunk schedule changes with the model, so it may be another schedule than the one recorded: run the seed without the path, or replay the trace`;
    if (this.#judgesLiveness && this.#runs > 0 && this.#cut === this.#runs) return 'no run came to rest, so liveness was not judged';
    return undefined;
  }
}

/** Whether a run shows what another one showed: the same property violated, or the same exception. */
function showsTheSame(walk: Walk, other: Walk | undefined): boolean {
  if (walk.violation === undefined && walk.end !== 'error') return false;
  if (other === undefined) return true;
  return walk.violation?.property === other.violation?.property && messageOf(walk.error) === messageOf(other.error);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
