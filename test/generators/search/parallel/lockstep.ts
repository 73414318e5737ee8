import type { Engine, SearchOptions } from '../../../../index.ts';
import { Share, type Letters } from '../../../../generators/search/parallel/share.ts';
import { SharedSearch, type SharedEnd } from '../../../../generators/search/parallel/sharedSearch.ts';

/** What several workers do, without threads: each goes on when all have written their letters. */
export function lockstep(workers: readonly { readonly engine: Engine; readonly options?: SearchOptions }[]): { readonly ends: readonly SharedEnd[]; readonly searches: readonly SharedSearch[] } {
  const searches = workers.map(({ engine, options = {} }, worker) => new SharedSearch(engine, options, new Share(engine, worker, workers.length)));
  const runs = searches.map((search) => search.run(() => false));
  let nows = runs.map((run) => run.next());
  for (;;) {
    const ends = nows.flatMap(({ done, value }) => (done === true ? [value] : []));
    if (ends.length === runs.length) return { ends, searches };
    if (ends.length > 0) throw new RangeError('workers must end after the same round');
    const written = nows.map(({ value }) => value as Letters);
    nows = runs.map((run, worker) => run.next(written.map((letters, sender) => (sender === worker ? undefined : letters[worker]))));
  }
}
