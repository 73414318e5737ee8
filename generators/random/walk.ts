import type { Action, Engine, State } from '../../model/kernel/index.ts';
import type { Instrumented } from '../../properties/instrument.ts';
import type { Violation } from '../../properties/property.ts';

/** How a run went. */
export interface Walk {
  /** The labels taken while the chooser had its way. */
  readonly schedule: readonly string[];
  /** The labels of the fair completion that followed (liveness is judged at its end). */
  readonly completion: readonly string[];
  readonly violation?: Violation;
  /** `quiescent`: nothing but faults could happen any more; `cycle`: only timers, round and round; `cut`: stopped by the length limit. */
  readonly end: 'violated' | 'quiescent' | 'cycle' | 'cut';
}

/** Chooses one of the enabled actions, or ends the run by answering undefined. */
export type Chooser = (enabled: readonly Action[], engine: Engine) => Action | undefined;

export interface WalkOptions {
  /** Steps that the chooser may take. */
  readonly maximumLength: number;
  /** Whether to let the system run on fairly afterwards, without faults, and judge liveness at the end. */
  readonly complete: boolean;
  /** Steps of the completion before it is given up. */
  readonly maximumCompletion: number;
}

/** Steps of a completion after which a system is taken for one that never comes to rest. */
export const defaultMaximumCompletion = 5_000;

/** One run: a chooser's schedule, checked at every step, then (if asked) a fair completion. */
export class Walker {
  readonly #subject: Instrumented;
  readonly #options: WalkOptions;
  readonly #covered: Set<number>;
  steps = 0;

  constructor(subject: Instrumented, options: WalkOptions, covered = new Set<number>()) {
    this.#subject = subject;
    this.#options = options;
    this.#covered = covered;
  }

  /** Different actions taken by all walks so far. */
  get actionsCovered(): number {
    return this.#covered.size;
  }

  walk(choose: Chooser, initial = 0): Walk {
    const { engine } = this.#subject;
    const schedule: string[] = [];
    let state = this.#beginning(initial);
    let violation = this.#subject.violation(state);
    while (violation === undefined && schedule.length < this.#options.maximumLength) {
      const enabled = engine.enabled(state);
      const action = choose(enabled, engine);
      if (action === undefined) break;
      schedule.push(this.#label(enabled, action));
      state = this.#take(state, action);
      violation = this.#subject.violation(state);
    }
    if (violation !== undefined) return { schedule, completion: [], violation, end: 'violated' };
    if (!this.#options.complete) return { schedule, completion: [], end: isQuiescent(engine.enabled(state)) ? 'quiescent' : 'cut' };
    return { schedule, ...this.#complete(state) };
  }

  /** Takes the labels of a schedule, skipping those that are not enabled. */
  follow(schedule: readonly string[], initial = 0): Walk {
    let position = 0;
    return this.walk((enabled, engine) => {
      const labels = engine.labels(enabled);
      while (position < schedule.length) {
        const action = enabled[labels.indexOf(schedule[position++] ?? '')];
        if (action !== undefined) return action;
      }
      return undefined;
    }, initial);
  }

  /**
   * Runs on fairly: whatever has been enabled longest is next, timers only when there is nothing else, faults
   * never. It ends when nothing is left, or when only timers go round in a circle.
   */
  #complete(from: State): Omit<Walk, 'schedule'> {
    const { engine } = this.#subject;
    const completion: string[] = [];
    const enabledSince = new Map<number, number>();
    const resting = new Set<string>();
    let state = from;
    while (completion.length < this.#options.maximumCompletion) {
      const enabled = engine.enabled(state);
      const work = enabled.filter(({ kind }) => kind !== 'fault' && kind !== 'timer');
      const timers = enabled.filter(({ kind }) => kind === 'timer');
      if (work.length === 0) {
        const key = state.join(',');
        if (timers.length === 0 || resting.has(key)) return this.#judge(state, completion, timers.length === 0 ? 'quiescent' : 'cycle');
        resting.add(key);
      }
      const candidates = work.length > 0 ? work : timers;
      for (const { number } of enabled) if (!enabledSince.has(number)) enabledSince.set(number, completion.length);
      const action = oldest(candidates, enabledSince);
      if (action === undefined) break;
      completion.push(this.#label(enabled, action));
      enabledSince.delete(action.number);
      state = this.#take(state, action);
      const violation = this.#subject.violation(state);
      if (violation !== undefined) return { completion, violation, end: 'violated' };
    }
    return { completion, end: 'cut' };
  }

  #judge(state: State, completion: readonly string[], end: 'quiescent' | 'cycle'): Omit<Walk, 'schedule'> {
    const violation = this.#subject.missing(state);
    return violation === undefined ? { completion, end } : { completion, violation, end: 'violated' };
  }

  #beginning(initial: number): State {
    const state = this.#subject.engine.initial()[initial];
    if (state === undefined) throw new RangeError(`there is no initial state number ${initial}`);
    return state;
  }

  #take(state: State, action: Action): State {
    this.steps++;
    this.#covered.add(action.number);
    return this.#subject.engine.apply(state, action);
  }

  #label(enabled: readonly Action[], action: Action): string {
    const { engine } = this.#subject;
    const namesakes = enabled.filter(({ label }) => label === action.label);
    return namesakes.length === 1 ? action.label : (engine.labels(enabled)[enabled.indexOf(action)] ?? action.label);
  }
}

function isQuiescent(enabled: readonly Action[]): boolean {
  return enabled.every(({ kind }) => kind === 'fault');
}

function oldest(actions: readonly Action[], since: ReadonlyMap<number, number>): Action | undefined {
  let best: Action | undefined;
  for (const action of actions) {
    if (best === undefined || (since.get(action.number) ?? 0) < (since.get(best.number) ?? 0)) best = action;
  }
  return best;
}
