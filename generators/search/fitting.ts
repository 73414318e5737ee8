import { stateKey, type Engine, type State } from '../../model/kernel/index.ts';
import type { PackedStates } from './packedStates.ts';
import type { Parents } from './parents.ts';
import { stepTo } from './wayAlong.ts';

/** What was saved is of a system that behaves in another way. */
export class ForeignSearchError extends RangeError {}

/** States to look at: a system that has changed mostly differs in many places. */
const looks = 64;

/**
 * Looks whether some of the states that were saved can be reached in one step from those they were reached from.
 * @throws ForeignSearchError when one cannot
 */
export function mustFit(engine: Engine, states: PackedStates, parents: Parents, initial: readonly State[]): void {
  const stored = (number: number): State => {
    const vector = engine.vector();
    states.load(number, vector);
    return vector.state();
  };
  for (let look = 0; look < Math.min(looks, states.size); look++) {
    const number = Math.floor((look * states.size) / Math.min(looks, states.size));
    const parent = parents.of(number);
    const wanted = stateKey(stored(number));
    const isWanted = (state: State): boolean => stateKey(state) === wanted;
    const isReached = parent < 0 ? initial.slice(-1 - parent, -parent).some(isWanted) : stepTo(engine, stored(parent), isWanted) !== undefined;
    if (!isReached) throw new ForeignSearchError(`state ${number} cannot be reached any more from where it was reached`);
  }
}
