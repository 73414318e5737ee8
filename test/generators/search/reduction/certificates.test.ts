import { expect, it } from 'vitest';
import { watchingSystem, type Watching } from '../../random/watching.ts';
import { ends, reduced, whole } from './comparing.ts';

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
  const system = watchingSystem(watching);
  const all = ends(system, whole);
  expect(all.length).toBeGreaterThan(1);
  expect(ends(system, reduced['breadth-first'])).toEqual(all);
});
