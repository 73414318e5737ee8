import { expect, it } from 'vitest';
import { canonicalText, Engine, type State } from '../../../../index.ts';
import { finished } from '../../../../generators/search/finished.ts';
import { searchingReduced } from '../../../../generators/search/reduction/reduced.ts';
import { searching, type SearchOptions } from '../../../../generators/search/search.ts';
import { watchingSystem, type Watching } from '../../random/watching.ts';

it('a set is not enough again where a fault that could not strike before may: the watch was closed there, and is open here', () => {
  const watching: Watching = {
    members: [
      { initial: [2], fuel: 1, places: [{ own: [{ to: 1 }], broken: [{ to: 0 }] }, {}, { 'entry a': [{ to: 0 }], broken: [{ to: 0 }], silence: [{ to: 2, append: 'a' }] }] },
      { initial: [0], fuel: 0, places: [{}, {}, {}] },
    ],
    channel: 'unordered',
    readers: [{}, undefined],
    faults: { crash: 1, break: 'unlimited' },
  };
  const ends = (search: (engine: Engine, options: SearchOptions) => unknown): readonly string[] => {
    const engine = new Engine(watchingSystem(watching));
    const found = new Set<string>();
    search(engine, { findAtEnd: (state: State): undefined => void found.add(canonicalText(engine.snapshot(state), 'state')) });
    return [...found].sort();
  };
  const all = ends((engine, options) => finished(searching(engine, options)));
  expect(all.length).toBeGreaterThan(1);
  expect(ends((engine, options) => finished(searchingReduced(engine, options, [])))).toEqual(all);
});
