import { cluster } from '../../model/cluster/cluster.ts';
import { scenario, type ScenarioInput } from '../../model/scenario.ts';
import { clusterProperties } from '../../properties/clusterProperties.ts';
import { withBug, type HistoricalBug } from '../../properties/history/index.ts';
import { checkRandom, type RandomOptions, type RandomResult } from '../random/checkRandom.ts';
import { strategyNames } from '../random/strategies/index.ts';
import { wayTo, type Finding } from './finding.ts';

/** None of the bugs needs more. */
export const mostRuns = 1000;

const seeds = [1, 2, 3, 4, 5] as const;

/** States that the shortest of all runs is looked for among: for most bugs that settles it. */
const shorteningStates = 6_000_000;

/** The usual strategy is good enough when it takes no more; others are tried otherwise. */
const fewRuns = 20;

/** Looks for a violation the way that a bug was found: with the bug in the cluster, or in the cluster as it is without. */
export function lookFor(input: ScenarioInput, how: Pick<Finding, 'seed' | 'strategy'>, options: Pick<RandomOptions, 'runs' | 'shrink' | 'shorteningStates'> = {}): Promise<RandomResult> {
  return checkRandom(cluster(scenario(input)), clusterProperties, { runs: mostRuns, ...options, ...wayTo(how) });
}

type Luckiest = Pick<Finding, 'seed' | 'strategy' | 'runs'>;

/** The way that leads to the bug in the fewest runs. */
async function shortestWay(bug: HistoricalBug): Promise<Luckiest | undefined> {
  let best: Luckiest | undefined;
  for (const strategy of strategyNames) {
    if (best !== undefined && best.runs <= fewRuns) return best;
    for (const seed of seeds) {
      const result = await lookFor(withBug(bug), { seed, strategy }, { shrink: false, runs: (best?.runs ?? mostRuns + 1) - 1 });
      if (result.verdict === 'violated' && result.counterexample.violation.property === bug.violates) best = { seed, strategy, runs: result.runs };
      if (best?.runs === 1) return best;
    }
  }
  return best;
}

/**
 * Looks for a bug with a few seeds, with other strategies where the usual one takes long, and shortens what the luckiest finds.
 * @throws Error when none of them finds it, or finds as much without the bug
 */
export async function findBug(bug: HistoricalBug): Promise<Finding> {
  const best = await shortestWay(bug);
  if (best === undefined) throw new Error(`${bug.id}: ${bug.violates} is not violated first in ${mostRuns} runs of any of the seeds ${seeds.join(', ')}`);
  const without = await lookFor(bug.scenario, best, { shrink: false, runs: best.runs });
  if (without.verdict !== 'held') throw new Error(`${bug.id}: seed ${best.seed} comes to the verdict ${without.verdict} when no guard is replaced, too`);
  const result = await lookFor(withBug(bug), best, { shorteningStates });
  if (result.verdict !== 'violated') throw new Error(`${bug.id}: seed ${best.seed} finds it only when nothing is shortened`);
  const { schedule, foundLength, isShortest, completionLength, circleLength } = result.counterexample;
  return { seed: best.seed, strategy: best.strategy, runs: result.runs, foundLength, isShortest, completionLength, ...(circleLength !== undefined && { circleLength }), schedule };
}
