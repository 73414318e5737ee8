import type { State } from '../../model/kernel/index.ts';
import type { Instrumented } from '../../properties/instrument.ts';
import type { Violation } from '../../properties/property.ts';
import { searchingReduced } from '../search/reduction/reduced.ts';
import type { SearchOptions, SearchResult } from '../search/search.ts';
import { LivenessCheck, type Lasso } from './liveness.ts';

/** A lasso; `none`, which is a proof; or a search that came to no end. */
export type ReducedLiveness = { readonly lasso: Lasso } | { readonly unfinished: SearchResult } | 'none';

/**
 * Decides on reduced graphs whether some fair run goes round for ever without what should come. Where runs end must have been
 * judged: stubborn sets preserve the ends, whatever properties read (Valmari 1989).
 *
 * Why a fair run is not lost. Let it be in a state with a stubborn set. A key of the set stays enabled until something of the
 * set is taken; it is no fault, so that its class is owed, and the run takes something of the set. The first such action
 * commutes with what the run takes before: taking it first leaves the rest of the run as it was. Step by step this
 * gives a run of the reduced graph. It takes all that the fair run takes, because on every circle of the reduced graph
 * there is a state in which all is tried. A class that the fair run stops taking is disabled in it again and again, and in
 * the other one too, because what enables a class and what disables it stay in their order (`fairness.ts`); and what a
 * watched property wants is missing for ever in both, because all that changes what it reads stays in its order. So if
 * the reduced graph has no fair circle, no run is both fair and endless, and nothing had to be watched to see that; that is
 * tried first. A lasso that is found is real: its fairness is judged by all that is enabled, reduced or not.
 * @param properties each with one liveness property
 */
export function* reducedLiveness(properties: readonly Instrumented[], options: SearchOptions): Generator<undefined, ReducedLiveness, undefined> {
  for (const [index, property] of properties.entries()) {
    for (const watched of index === 0 ? [[], property.watchedByLiveness] : [property.watchedByLiveness]) {
      const { engine, missing } = property;
      // What it reads is learned by asking.
      const find = (state: State): Violation | undefined => options.find?.(state) ?? void missing(state);
      const result = yield* searchingReduced(engine, { ...options, find, keep: true }, watched, { keepsFairness: true });
      if (result.graph === undefined) return { unfinished: result };
      const { states, parents, ...cuts } = result.graph;
      const check = yield* LivenessCheck.preparing(engine, states, parents, cuts);
      if (!check.hasCircles) return 'none';
      const lasso = yield* check.checking((state) => missing(state)[0]);
      if (lasso !== undefined) return { lasso };
    }
  }
  return 'none';
}
