import { plainLabel, type Action, type Engine, type State } from '../../model/kernel/index.ts';
import type { Instrumented } from '../../properties/instrument.ts';
import type { Violation } from '../../properties/property.ts';
import { ActionCoverage } from '../vacuity/actionCoverage.ts';
import { finished } from '../search/finished.ts';
import { Livelock } from './livelock.ts';

/** How a run went. */
export interface Walk {
  /** Which of the initial states it began in. */
  readonly initial: number;
  /** The labels taken: what the chooser chose, and all the rest too when a safety property broke in the completion. */
  readonly schedule: readonly string[];
  /** The labels of the fair completion that followed (liveness is judged at its end). */
  readonly completion: readonly string[];
  readonly violation?: Violation;
  /**
   * `violated`: a safety property broke. `quiescent`: nothing but faults could happen any more; `cycle`: round and
   * round, fairly (everything that is possible on the way is done); liveness is judged in these two. `cut`: stopped
   * by a length limit. `error`: a component (or a property) threw.
   */
  readonly end: 'violated' | 'quiescent' | 'cycle' | 'cut' | 'error';
  readonly error?: unknown;
  /** Of a cycle: how many labels at the end of the completion come again and again. */
  readonly circleLength?: number;
}

/** What a run has taken so far; grows. */
interface Taken {
  readonly initial: number;
  readonly schedule: string[];
  readonly completion: string[];
}

/** A run under way: it pauses after every step, so that whoever drives it can do something else or give up. */
export type Walking = Generator<undefined, Walk, undefined>;

/** Chooses one of the actions that are enabled in a state, or ends the run by answering undefined. */
export type Chooser = (enabled: readonly Action[], engine: Engine, state: State) => Action | undefined;

export interface WalkOptions {
  /** Steps that the chooser may take. */
  readonly maximumLength: number;
  /** Whether to let the system run on fairly afterwards, without faults, and judge liveness at the end. */
  readonly complete: boolean;
  /** Steps of the completion before it is given up. */
  readonly maximumCompletion: number;
  /** Steps of the completion after which it is suspected of going round in circles; most are at rest by then. */
  readonly suspicious?: number;
}

/** Steps of a completion after which a system is taken for one that never comes to rest. */
export const defaultMaximumCompletion = 5_000;

const defaultSuspicious = 200;

/** One run: a chooser's schedule, checked at every step, then (if asked) a fair completion. */
export class Walker {
  readonly subject: Instrumented;
  readonly #options: WalkOptions;
  /** Of all walks so far. */
  readonly coverage = new ActionCoverage();
  steps = 0;

  constructor(subject: Instrumented, options: WalkOptions) {
    this.subject = subject;
    this.#options = options;
  }

  /** Steps that a chooser may take. */
  get maximumLength(): number {
    return this.#options.maximumLength;
  }

  /** A whole run at once. */
  walk(choose: Chooser, initial = 0): Walk {
    return finished(this.walking(choose, initial));
  }

  /** Takes the labels of a schedule, skipping those that are not enabled. */
  follow(schedule: readonly string[], initial = 0): Walk {
    return finished(this.following(schedule, initial));
  }

  /** As {@link follow}, step by step; liveness is judged as in other runs unless `complete` says otherwise. */
  following(schedule: readonly string[], initial = 0, complete = this.#options.complete): Walking {
    let position = 0;
    const choose: Chooser = (enabled, engine) => {
      while (position < schedule.length) {
        const action = labelled(engine, enabled, schedule[position++] ?? '');
        if (action !== undefined) return action;
      }
      return undefined;
    };
    return this.walking(choose, initial, { ...this.#options, maximumLength: schedule.length, complete, suspicious: 0 });
  }

  *walking(choose: Chooser, initial = 0, options = this.#options): Walking {
    const schedule: string[] = [];
    const completion: string[] = [];
    try {
      return yield* this.#run({ initial, schedule, completion }, choose, options);
    } catch (error) {
      return { initial, schedule: [...schedule, ...completion], completion: [], end: 'error', error };
    }
  }

  *#run({ initial, schedule, completion }: Taken, choose: Chooser, options: WalkOptions): Walking {
    const { engine } = this.subject;
    let state = this.#beginning(initial);
    let violation = this.subject.violation(state);
    while (violation === undefined && schedule.length < options.maximumLength) {
      const enabled = engine.enabled(state);
      this.coverage.offer(enabled);
      const action = choose(enabled, engine, state);
      if (action === undefined) break;
      schedule.push(labelOf(engine, enabled, action));
      state = this.#take(state, action);
      violation = this.subject.violation(state);
      yield;
    }
    if (violation !== undefined) return { initial, schedule, completion: [], violation, end: 'violated' };
    if (!options.complete) {
      const enabled = engine.enabled(state);
      this.coverage.offer(enabled);
      return { initial, schedule, completion: [], end: isQuiescent(enabled) ? 'quiescent' : 'cut' };
    }
    return yield* this.#complete({ initial, schedule, completion }, state, options.suspicious ?? defaultSuspicious);
  }

  /**
   * Runs on fairly: whatever has been enabled longest is next, timers only when there is nothing else, faults
   * never. It ends when nothing is left, or when it goes round in a fair circle, which is looked for once only timers
   * are left, or the run has become suspiciously long.
   */
  *#complete(taken: Taken, from: State, suspicious: number): Walking {
    const { engine } = this.subject;
    const { completion } = taken;
    const enabledSince = new Map<number, number>();
    const livelock = new Livelock();
    let state = from;
    let hasRested = false;
    while (completion.length < this.#options.maximumCompletion) {
      const enabled = engine.enabled(state);
      this.coverage.offer(enabled);
      const work = enabled.filter(({ kind }) => kind !== 'fault' && kind !== 'timer');
      const timers = enabled.filter(({ kind }) => kind === 'timer');
      if (work.length + timers.length === 0) return this.#judge(taken, [state], 'quiescent');
      hasRested ||= work.length === 0;
      const candidates = work.length > 0 ? work : timers;
      for (const { number } of enabled) if (!enabledSince.has(number)) enabledSince.set(number, completion.length);
      const action = oldest(candidates, enabledSince);
      if (action === undefined) break;
      const circle = hasRested || completion.length >= suspicious ? livelock.circle(state, enabled, action) : undefined;
      if (circle !== undefined) return { ...this.#judge(taken, circle, 'cycle'), circleLength: circle.length };
      completion.push(labelOf(engine, enabled, action));
      enabledSince.delete(action.number);
      state = this.#take(state, action);
      const violation = this.subject.violation(state);
      if (violation !== undefined) return { ...taken, schedule: [...taken.schedule, ...completion], completion: [], violation, end: 'violated' };
      yield;
    }
    return { ...taken, end: 'cut' };
  }

  /** What never comes: it is missing in every state that the run ends with. */
  #judge(taken: Taken, states: readonly State[], end: 'quiescent' | 'cycle'): Walk {
    const missing = states.map((state) => this.subject.missing(state));
    const violation = missing.at(-1)?.find(({ property }) => missing.every((there) => there.some((other) => other.property === property)));
    return { ...taken, end, ...(violation !== undefined && { violation }) };
  }

  #beginning(initial: number): State {
    const state = this.subject.engine.initial()[initial];
    if (state === undefined) throw new RangeError(`there is no initial state number ${initial}`);
    return state;
  }

  #take(state: State, action: Action): State {
    this.steps++;
    this.coverage.take(action);
    return this.subject.engine.apply(state, action);
  }
}

/** The label of an enabled action. Numbers of namesakes are worked out only when there are any: most labels are unique. */
export function labelOf(engine: Engine, enabled: readonly Action[], action: Action): string {
  for (const other of enabled) {
    if (other === action) return action.label;
    if (other.label === action.label) break;
  }
  return engine.labels(enabled)[enabled.indexOf(action)] ?? action.label;
}

/** The enabled action of that label, which may be numbered among its namesakes; when there are fewer of them now, the first. */
export function labelled(engine: Engine, enabled: readonly Action[], label: string): Action | undefined {
  const same = enabled.find((action) => action.label === label);
  if (same !== undefined) return same;
  const name = plainLabel(label);
  if (name === label) return undefined;
  return enabled[engine.labels(enabled).indexOf(label)] ?? enabled.find((action) => action.label === name);
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
