import { checkRandom, cluster, clusterProperties, scenario, strategies, strategyNames, type StrategyName } from '../../index.ts';
import { history, withBug, type HistoricalBug } from '../../properties/history/index.ts';
import { isMain, median, print, writePage } from './support.ts';

/** Which strategy finds which bug of the history table, how often and how soon: an evaluation, not an opinion. */

const seeds = Array.from({ length: 20 }, (_, index) => index + 1);
const runs = 100;

/** Of one bug and one strategy, by seed: the run that showed it; undefined when none did. */
interface Outcome {
  readonly bug: HistoricalBug;
  readonly strategy: StrategyName;
  readonly found: readonly (number | undefined)[];
}

async function outcomeOf(bug: HistoricalBug, strategy: StrategyName): Promise<Outcome> {
  const found: (number | undefined)[] = [];
  for (const seed of seeds) {
    const result = await checkRandom(cluster(scenario(withBug(bug))), clusterProperties, { seed, runs, strategy, shrink: false });
    found.push(result.verdict === 'violated' ? result.runs : undefined);
  }
  return { bug, strategy, found };
}

export async function evaluateStrategies(): Promise<void> {
  const outcomes: Outcome[] = [];
  for (const bug of history) {
    for (const strategy of strategyNames) outcomes.push(await outcomeOf(bug, strategy));
    print(`${bug.id}: ${outcomes.slice(-strategyNames.length).map((outcome) => `${outcome.strategy} ${cell(outcome)}`).join(', ')}`);
  }
  print(`\nWritten: ${writePage('strategies', text(outcomes))}\n\n${summary(outcomes).join('\n')}`);
}

function text(outcomes: readonly Outcome[]): string {
  return [
    '# Strategies, measured',
    '',
    `Every bug of the [history](history.md), with every strategy, with ${seeds.length} seeds: in how many of them it is found within ${runs} runs, and by which run.`,
    'Runs of one strategy take about as long as those of another one; `greedy` takes about half as long again.',
    '',
    'Written by `npm run evaluation`.',
    '',
    ...summary(outcomes),
    '',
    `By bug: the median run that shows it, over all seeds (> ${runs}: in half of them none did), and where it is not found with every seed, with how many of ${seeds.length}.`,
    '',
    `| bug | ${strategyNames.join(' | ')} |`,
    `|---|${strategyNames.map(() => '---:|').join('')}`,
    ...history.map((bug) => `| ${bug.id} ${bug.title} | ${outcomes.filter((outcome) => outcome.bug === bug).map(cell).join(' | ')} |`),
    '',
  ].join('\n');
}

function summary(outcomes: readonly Outcome[]): readonly string[] {
  return [
    '| strategy | found | median run | 90th percentile | bugs found with every seed | what it does |',
    '|---|---:|---:|---:|---:|---|',
    ...strategyNames.map((name) => {
      const own = outcomes.filter(({ strategy }) => strategy === name);
      const all = own.flatMap(({ found }) => found);
      const share = all.filter((run) => run !== undefined).length / all.length;
      const always = own.filter(({ found }) => !found.includes(undefined)).length;
      return `| ${name} | ${(100 * share).toFixed(1)} % | ${shown(median(all.map(orNever)))} | ${shown(percentile(all.map(orNever), 0.9))} | ${always} of ${own.length} | ${strategies[name].description} |`;
    }),
  ];
}

function cell({ found }: Outcome): string {
  const times = found.filter((run) => run !== undefined).length;
  return `${shown(median(found.map(orNever)))}${times === found.length ? '' : ` (${times})`}`;
}

function orNever(run: number | undefined): number {
  return run ?? Infinity;
}

function shown(run: number): string {
  return run === Infinity ? `> ${runs}` : String(run);
}

function percentile(numbers: readonly number[], share: number): number {
  return numbers.toSorted((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? Number.NaN;
}

if (isMain(import.meta.url)) await evaluateStrategies();
