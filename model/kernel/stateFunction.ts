import { ReadTree } from './readTree.ts';
import type { StateView } from './system.ts';
import { stateView, Tracer } from './tracer.ts';
import type { World } from './world.ts';

/** A function of the state, and what it has read so far (slots and, negative, queries). */
export interface StateFunction<Result> {
  (state: Int32Array): Result;
  readonly reads: ReadonlySet<number>;
}

/** Answers remembered before it is asked whether remembering pays. */
const trial = 20_000;

/**
 * Remembers a pure function of the state by what it reads. One that reads so much that hardly any two states agree on it
 * is computed anew each time, once that has shown: its answers would take more memory than the states.
 */
export function stateFunction<Result>(world: World, compute: (state: StateView) => Result): StateFunction<Result> {
  const reads = new Set<number>();
  const memo = new ReadTree<{ readonly result: Result }>();
  let hits = 0;
  const evaluate = (state: Int32Array): Result => {
    const known = memo.find(world.slots, state);
    if (known !== undefined) {
      hits++;
      return known.result;
    }
    const tracer = new Tracer(world, state);
    const result = compute(stateView(tracer, world));
    if (memo.size < trial || hits > memo.size) memo.add(tracer.reads, { result });
    for (let index = 0; index < tracer.reads.length; index += 2) reads.add(tracer.reads[index] ?? 0);
    return result;
  };
  return Object.assign(evaluate, { reads });
}
