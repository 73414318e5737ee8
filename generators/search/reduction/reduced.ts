import type { Action, Engine, State } from '../../../model/kernel/index.ts';
import type { Order } from '../frontier.ts';
import { searching, type SearchOptions, type SearchResult } from '../search.ts';
import { Interests, type Watched } from './interests.ts';
import { Mirror } from './mirror.ts';
import { Relations } from './relations.ts';
import { StubbornSets } from './stubborn.ts';

export interface ReducedOptions {
  /** Breadth-first when absent. */
  readonly order?: Order | undefined;
  /** Whether fair runs are preserved: a fair run that never has what a watched property wants is still there as a run that is fair and never has it. */
  readonly keepsFairness?: boolean;
}

export interface ReducedResult extends SearchResult {
  /** How often the search began anew because it had learned something that it should have known before. */
  readonly rounds: number;
}

/** A round that has learned something begins anew when it has learned nothing more while its states grew by that factor. */
const patience = 1.25;

/**
 * A search with partial-order reduction. Which actions commute is not declared but learned from what was explored; so the
 * search begins anew until a whole round has learned nothing: then what it relied on is all that there is to know of
 * the states that it visited.
 * @param watched what properties read: their verdicts are preserved. The ends of runs are preserved in any case, and so is that they all end.
 */
export function* searchingReduced(engine: Engine, options: SearchOptions, watched: readonly Watched[], { order, keepsFairness }: ReducedOptions = {}): Generator<undefined, ReducedResult, undefined> {
  const relations = new Relations(engine, new Interests(engine, watched), keepsFairness);
  const sets = new StubbornSets(engine, relations);
  const mirror = options.symmetry === true ? new Mirror(engine, watched) : undefined;
  const reduce = (state: State): readonly Action[] | undefined => {
    const chosen = sets.choose(state);
    mirror?.reflect(state, (image) => sets.meet(image));
    return chosen;
  };
  const reduction: SearchOptions = { ...options, reduce, ...(mirror && { find: mirror.reflecting(options.find), findAtEnd: mirror.reflecting(options.findAtEnd) }) };
  for (let rounds = 1; ; rounds++) {
    relations.refresh();
    const before = relations.knowledge;
    let known = before;
    let nextLook = 0;
    let isStopped = false;
    const progress: SearchOptions['progress'] = (statistics, save) => {
      isStopped = options.progress?.(statistics, save) === false;
      if (isStopped) return false;
      if (statistics.states < nextLook) return true;
      nextLook = statistics.states * patience;
      const { knowledge } = relations;
      const goesOn = knowledge > known || known === before;
      known = knowledge;
      return goesOn;
    };
    const result = yield* searching(engine, { ...reduction, progress }, order);
    if (result.found !== undefined || isStopped || (!result.exhausted && result.stoppedBy !== 'progress') || relations.knowledge === before) return { ...result, rounds };
  }
}
