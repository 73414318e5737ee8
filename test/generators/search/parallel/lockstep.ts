import type { Engine, SearchOptions } from '../../../../index.ts';
import { sharedArrivals } from '../../../../generators/search/arrivals.ts';
import { Control } from '../../../../generators/search/parallel/control.ts';
import { Dictionary } from '../../../../generators/search/parallel/dictionary.ts';
import { Layout } from '../../../../generators/search/layout.ts';
import { sharedMemory, type Rebuilding } from '../../../../generators/search/parallel/sharedMemory.ts';
import { SharedSearch, type SharedEnd } from '../../../../generators/search/parallel/sharedSearch.ts';

/** What several workers do, without threads: each goes on when all have come to where they meet. */
export function lockstep(workers: readonly { readonly engine: Engine; readonly options?: SearchOptions }[]): readonly SharedEnd[] {
  const control = new Control(workers.length);
  const memory = new SharedArrayBuffer(1 << 22);
  control.members = workers.length;
  const small = sharedMemory(1, 1, 1 << 12);
  const arrivals = sharedArrivals();
  let last: Rebuilding | undefined;
  const runs = workers.map(({ engine, options = {} }, worker) =>
    new SharedSearch(engine, options, {
      worker,
      workers: workers.length,
      control,
      dictionary: new Dictionary(memory, control, engine),
      arrivals,
      memory: small,
      layout: new Layout(engine.initial()[0] ?? new Int32Array(0)),
      tell: (rebuilding) => (last = rebuilding),
      told: () => last as Rebuilding,
    }).run(),
  );
  for (;;) {
    const nows = runs.map((run) => {
      let now = run.next();
      while (now.value === 'pause') now = run.next();
      return now;
    });
    const ends = nows.flatMap(({ done, value }) => (done === true ? [value] : []));
    if (ends.length === runs.length) return ends;
    if (ends.length > 0) throw new RangeError('workers must end after the same round');
  }
}
