import { plainLabel, stateKey, type Action, type Engine, type State } from '../../model/kernel/index.ts';
import type { Instrumented } from '../../properties/instrument.ts';
import { causalOrder } from '../calm/causalOrder.ts';
import { labelOf, type Chooser } from '../random/walk.ts';

/** A run that is to be told: it begins in a state and ends in one that shows something. */
export interface Told {
  readonly initial: State;
  readonly schedule: readonly string[];
  /** The property that is violated at the end; undefined where only the state there counts. */
  readonly property: string | undefined;
  /** Components whose caches others read through: what they watch is no part of the story. */
  readonly caches?: readonly string[];
}

/** More steps than people read at once are not put in order. */
const mostSteps = 200;

/** Orders that are tried; few runs need more, and what comes then makes little difference. */
const mostAttempts = 300;

/**
 * The same steps in the order in which they are told best: what a step has made possible comes next, as far as the run
 * still shows the same at its end, and not before. Every order is tried out before it is taken.
 */
export function* calmOrder(subject: Instrumented, told: Told): Generator<undefined, readonly string[], undefined> {
  if (told.schedule.length > mostSteps) return told.schedule;
  const orders = new Orders(subject, told);
  let best = orders.attempt(told.schedule.map(plainLabel));
  if (best === undefined) return told.schedule;
  const story = orders.attempt(orders.story());
  if (story !== undefined && story.interruptions.length < best.interruptions.length) best = story;
  yield;
  let attempts = 0;
  for (let improved = true; improved; ) {
    improved = false;
    for (const { step, after } of best.interruptions) {
      if (++attempts > mostAttempts) return best.labels;
      const moved: readonly string[] = best.names.toSpliced(step, 1).toSpliced(after + 1, 0, best.names[step] ?? '');
      const calmer = orders.attempt(moved);
      yield;
      if (calmer === undefined || calmer.interruptions.length >= best.interruptions.length) continue;
      best = calmer;
      improved = true;
      break;
    }
  }
  return best.labels;
}

/** An order that shows what it is to show. */
interface Order {
  /** The labels without the numbers of namesakes, which depend on the state. */
  readonly names: readonly string[];
  readonly labels: readonly string[];
  /** The steps that were possible before the one right before them: that one cut in. */
  readonly interruptions: readonly Interruption[];
}

interface Interruption {
  readonly step: number;
  /** The step that made it possible; -1 for none. */
  readonly after: number;
}

/** Steps that could be taken. */
interface Followed {
  readonly labels: readonly string[];
  /** One more than steps. */
  readonly states: readonly State[];
  /** What was possible where each step was taken. */
  readonly enabled: readonly (readonly Action[])[];
}

class Orders {
  readonly #engine: Engine;
  readonly #subject: Instrumented;
  readonly #told: Told;
  /** Where the run ends, when only the state there counts. */
  readonly #end: string | undefined;

  constructor(subject: Instrumented, told: Told) {
    this.#subject = subject;
    this.#engine = subject.engine;
    this.#told = told;
    this.#end = told.property === undefined ? stateKey(this.#follow(told.schedule.map(plainLabel))?.states.at(-1) ?? told.initial) : undefined;
  }

  /** Undefined when the steps cannot be taken in this order, or show something else. */
  attempt(names: readonly string[]): Order | undefined {
    const followed = names.length === this.#told.schedule.length ? this.#follow(names) : undefined;
    if (followed === undefined || !this.#showsTheSame(followed.states)) return undefined;
    const { labels } = followed;
    const possible = followed.enabled.map((enabled) => new Set(enabled.map(({ label }) => label)));
    const interruptions = names.flatMap((name, step) => {
      if (step === 0 || possible[step - 1]?.has(name) !== true) return [];
      return [{ step, after: possible.findLastIndex((before, index) => index < step && !before.has(name)) }];
    });
    return { names, labels, interruptions };
  }

  /** The steps as a story is told, whatever it shows. */
  story(): readonly string[] {
    const left = this.#told.schedule.map(plainLabel);
    const { caches = [], schedule } = this.#told;
    const tell = causalOrder({ caches, maximumTimers: schedule.length });
    const names: string[] = [];
    let state = this.#told.initial;
    while (left.length > 0) {
      const enabled = this.#engine.enabled(state).filter(({ label }) => left.includes(label));
      const action = choice(tell, enabled, this.#engine, state);
      if (action === undefined) return [];
      left.splice(left.indexOf(action.label), 1);
      names.push(action.label);
      state = this.#engine.apply(state, action);
    }
    return names;
  }

  #showsTheSame(states: readonly State[]): boolean {
    const { property } = this.#told;
    const end = states.at(-1);
    if (end === undefined || states.slice(0, -1).some((state) => this.#subject.violation(state) !== undefined)) return false;
    return property === undefined ? stateKey(end) === this.#end && this.#subject.violation(end) === undefined : this.#subject.violation(end)?.property === property;
  }

  #follow(names: readonly string[]): Followed | undefined {
    const labels: string[] = [];
    const passed: (readonly Action[])[] = [];
    const states = [this.#told.initial];
    for (const name of names) {
      const state = states.at(-1) as State;
      const enabled = this.#engine.enabled(state);
      const action = enabled.find(({ label }) => label === name);
      if (action === undefined) return undefined;
      passed.push(enabled);
      labels.push(labelOf(this.#engine, enabled, action));
      states.push(this.#engine.apply(state, action));
    }
    return { labels, states, enabled: passed };
  }
}

/** Faults come when nothing else of the story can. */
function choice(tell: Chooser, enabled: readonly Action[], engine: Engine, state: State): Action | undefined {
  return tell(enabled, engine, state) ?? enabled[0];
}
