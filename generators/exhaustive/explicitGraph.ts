import type { ActionKind, Snapshot, State } from '../../model/kernel/index.ts';
import { instrument, type Instrumented, type Subject } from '../../properties/instrument.ts';
import type { Property, Violation } from '../../properties/property.ts';
import { Breath } from '../random/breath.ts';
import { searchingReduced } from '../search/reduction/reduced.ts';
import { searching, type SearchResult } from '../search/search.ts';
import { changesBetween, type PartChange } from './changes.ts';

/** The states and steps of a small system, all at once, to be looked at. */
export interface ExplicitGraph {
  /** By number, nearest first. */
  readonly states: readonly GraphState[];
  readonly steps: readonly GraphStep[];
  /** Steps to states that the reduction left out. */
  readonly leftOut: number;
}

export interface GraphState {
  readonly isInitial: boolean;
  /** Whether nothing but faults can happen. */
  readonly isEnd: boolean;
  /** What is wrong in it; in an end, also what should have come and has not. */
  readonly violation?: Violation;
  /** What is different from the state before it on a shortest way; of an initial state nothing. */
  readonly changes: readonly PartChange[];
}

export interface GraphStep {
  readonly from: number;
  readonly to: number;
  readonly label: string;
  readonly kind: ActionKind;
}

export interface GraphOptions {
  /** More than so many states are not looked at; 500 when absent. */
  readonly maximumStates?: number;
  /** Whether to leave out states that only orders lead through which make no difference; off unless set to true. */
  readonly reduction?: boolean;
  /** Called now and then. */
  readonly progress?: () => void;
  readonly signal?: AbortSignal;
}

/** Nobody can read larger ones, and Graphviz takes minutes for them. */
export const defaultGraphStates = 500;

/**
 * The graph of a system, violating states included and gone on from.
 * @returns `too large` when it has more states than the maximum, `interrupted` when the signal came first
 */
export async function stateGraph<Shape>(subject: Subject<Shape>, properties: readonly Property<Shape>[], options: GraphOptions = {}): Promise<ExplicitGraph | 'too large' | 'interrupted'> {
  const instrumented = instrument(subject, properties);
  const { maximumStates = defaultGraphStates, signal, progress = () => {} } = options;
  const result = await new Breath(signal, progress).drive(exploring(instrumented, maximumStates, options.reduction === true));
  if (result === undefined) return 'interrupted';
  return result.graph === undefined || result.states > maximumStates ? 'too large' : described(instrumented, result.graph);
}

/** Every state is judged, so that the reduction learns what properties read; none ends the search. */
function exploring({ engine, violation, missing, watched }: Instrumented, maximumStates: number, isReduced: boolean): Generator<undefined, SearchResult, undefined> {
  const judge = (state: State): undefined => void [violation(state), missing(state)];
  const options = { find: judge, maximumStates, keep: true };
  return isReduced ? searchingReduced(engine, options, watched) : searching(engine, options);
}

function described(subject: Instrumented, { states: stored, parents }: NonNullable<SearchResult['graph']>): ExplicitGraph {
  const { engine } = subject;
  const vector = engine.vector();
  const { size } = stored;
  const states: GraphState[] = [];
  const steps: GraphStep[] = [];
  const snapshots: Snapshot[] = [];
  let leftOut = 0;
  for (let number = 0; number < size; number++) {
    stored.load(number, vector);
    const before = parents.path(number).numbers.at(-2);
    const snapshot = (snapshots[number] = engine.snapshot(vector.data));
    const actions = engine.enabled(vector.data);
    const isEnd = actions.every(({ kind }) => kind === 'fault');
    states.push({ isInitial: before === undefined, isEnd, ...judged(subject, vector.data, isEnd), changes: before === undefined ? [] : changesBetween(snapshots[before] ?? {}, snapshot) });
    const labels = engine.labels(actions);
    for (const [index, action] of actions.entries()) {
      engine.advance(vector, action);
      const to = stored.add(vector);
      vector.undo();
      if (to < size) steps.push({ from: number, to, label: labels[index] ?? action.label, kind: action.kind });
      else leftOut++;
    }
  }
  return { states, steps, leftOut };
}

function judged({ violation, missing }: Instrumented, state: Int32Array, isEnd: boolean): { readonly violation?: Violation } {
  const found = violation(state) ?? (isEnd ? missing(state)[0] : undefined);
  return found === undefined ? {} : { violation: found };
}
