import * as fc from 'fast-check';
import { cluster, clusterProperties, instrument, scenarios, type Scenario } from '../../index.ts';
import { ScheduleArbitrary } from '../../generators/random/scheduleArbitrary.ts';
import { Walker } from '../../generators/random/walk.ts';
import { best, perSecond, table, timed, type Row } from './support.ts';
import { toyWalk } from './toyWalk.ts';

/**
 * Steps a second of random runs, with all properties watched. Cold: an engine that has seen nothing. Later: the
 * next runs, most of whose reactions are known by then. Again: the very same runs, so that everything is known.
 */
const wanted = ['pod', 'two-schedulers', 'deployment'] as const;
const runs = 20;
const options = { maximumLength: 400, complete: false, maximumCompletion: 0 };

export function randomThroughput(): void {
  const toySteps = 200_000;
  const toy = perSecond(toySteps, best(3, () => toyWalk(7, toySteps, 1)).milliseconds);
  const rows = wanted.flatMap((name): Row[] => {
    const found = scenarios.find((other) => other.name === name);
    return found === undefined ? [] : [rowOf(name, found.scenario, toy)];
  });
  table(`Random runs, ${clusterProperties.length} properties watched (toy: a hand-written walk of two-phase commit, ${toy.toLocaleString('en-US')} steps/s)`, rows);
}

function rowOf(name: string, scenario: Scenario, toy: number): Row {
  const made = timed(() => new Walker(instrument(cluster(scenario), clusterProperties), options));
  const walker = made.result;
  const rate = (seed: number): number => {
    const before = walker.steps;
    const { milliseconds } = timed(() => {
      for (const schedule of fc.sample(new ScheduleArbitrary(walker), { seed, numRuns: runs })) void schedule.walk;
    });
    return perSecond(walker.steps - before, milliseconds);
  };
  const cold = rate(1);
  const reactions = walker.subject.engine.statistics().actions;
  const later = [2, 3, 4].map(rate).at(-1) ?? Number.NaN;
  const again = Math.max(rate(1), rate(1));
  return {
    scenario: name,
    'ms to build': Math.round(made.milliseconds),
    'cold steps/s': cold,
    'later steps/s': later,
    'again steps/s': again,
    'again/cold': `${(again / cold).toFixed(1)} x`,
    'reactions cold': reactions,
    'toy/again': `${(toy / again).toFixed(1)} x`,
  };
}
