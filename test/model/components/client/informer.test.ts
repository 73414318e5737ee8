import { expect, it } from 'vitest';
import { cluster, Engine, replay, scenario } from '../../../../index.ts';

const breaking = scenario({
  name: 'watches break',
  nodes: 0,
  faults: { watchBroken: 2 },
});

it('a watch that breaks is asked for again only when the answer to it has come: a second answer would be taken for the first', () => {
  const engine = new Engine(cluster(breaking).system);
  const noticed = 'scheduler notices that its watch of pods broke';
  const broken = ['watchBroken: scheduler watching pods', noticed, 'scheduler: watch pods again', 'scheduler → apiserver: WATCH pods', 'watchBroken: scheduler watching pods'];
  expect(engine.find(replay(engine, broken).end, noticed)).toBeUndefined();
  expect(engine.find(replay(engine, [...broken, 'apiserver → scheduler: 200 (informer)']).end, noticed)).toBeDefined();
});
