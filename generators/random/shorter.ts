import { plainLabel, type Action, type Engine, type State } from '../../model/kernel/index.ts';
import type { Instrumented } from '../../properties/instrument.ts';
import { searchingFirst, shortestViolation, type Shortest } from '../search/shortestViolation.ts';
import type { Walk } from './walk.ts';

/**
 * What a shorter schedule may be made of: the labels of the longer one; those, and what its actors could have done
 * on the way; or all.
 */
export type Alphabet = (typeof alphabets)[number];

/** Smallest first: the fewer labels, the farther a search gets. */
export const alphabets = ['own', 'near', 'full'] as const;

/** States that a search may store whose labels are limited: it comes far with few. */
const limitedStates = 20_000;

/**
 * Looks for a shorter schedule that violates the same safety property, nearest states first.
 * @param maximumStates that the search among all schedules may store
 */
export function* shorter(subject: Instrumented, { schedule, initial, violation }: Walk, alphabet: Alphabet, maximumStates: number): Generator<undefined, Shortest, undefined> {
  const beginning = subject.engine.initial()[initial];
  if (beginning === undefined || violation === undefined) return { labels: undefined, initial, isShortest: false };
  const maximumLength = schedule.length - 1;
  if (alphabet === 'full') return yield* shortestViolation(subject, violation.property, { maximumLength, maximumStates });
  const result = yield* searchingFirst(subject, violation.property, {
    initial: [beginning],
    maximumLength,
    maximumStates: limitedStates,
    without: outside(alphabet === 'own' ? schedule : [...schedule, ...possible(subject.engine, beginning, schedule)]),
  });
  return { labels: result.found?.schedule, initial, isShortest: false };
}

function outside(labels: readonly string[]): (action: Action) => boolean {
  // Namesakes are told apart by numbers that depend on the state: all of them may be used.
  const own = new Set(labels.flatMap((label) => [label, plainLabel(label)]));
  return ({ label }) => !own.has(label);
}

/** What the components that act in a schedule could have done instead, faults apart. */
function possible(engine: Engine, beginning: State, schedule: readonly string[]): readonly string[] {
  const actors = new Set<string>();
  const passed: (readonly Action[])[] = [];
  let state = beginning;
  for (const label of schedule) {
    const enabled = engine.enabled(state);
    const action = enabled[engine.labels(enabled).indexOf(label)];
    if (action === undefined) break;
    actors.add(action.component);
    passed.push(enabled);
    state = engine.apply(state, action);
  }
  return passed.flat().flatMap(({ component, kind, label }) => (kind !== 'fault' && actors.has(component) ? [label] : []));
}
