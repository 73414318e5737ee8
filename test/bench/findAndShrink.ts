import { breadthFirst, checkRandom, cluster, clusterProperties, instrument, mutantNamed, mutated, scenario, type Property, type Subject } from '../../index.ts';
import { noLostUpdate, racyCounter } from '../models/racyCounter.ts';
import { checkCommands, labelsOf, type Found } from './labelCommands.ts';
import { median, print, spread, table, type Row } from './support.ts';

/**
 * Runs to find a planted mistake, and how short its schedule becomes, beside the shortest there is, for our
 * schedules (generated against the model, labels shrunk) and for fast-check's own `fc.commands`.
 */
interface Case {
  readonly name: string;
  /** How far a breadth-first search gets is a matter of memory; beyond this the shortest is not known. */
  readonly maximumStates: number;
  check(): { readonly subject: Subject; readonly property: Property };
}

const seeds = Array.from({ length: 20 }, (_, index) => index + 1);
const runs = 400;
const commandSeeds = seeds.slice(0, 10);
const commandRuns = 100;
const maxCommands = 1_000;

const names = ['double-binding', 'webhooks-fail-open', 'quota-is-ignored', 'init-containers-all-at-once', 'creates-without-expectations'] as const;

const cases: readonly Case[] = [
  { name: 'racy counter, 4 threads', maximumStates: 100_000, check: () => ({ subject: { system: racyCounter(4), shape: undefined }, property: noLostUpdate }) },
  ...names.map((name): Case => ({ name, maximumStates: 150_000, check: () => mutantCase(name) })),
];

function mutantCase(name: string): { readonly subject: Subject; readonly property: Property } {
  const mutant = mutantNamed(name);
  const property = clusterProperties.find((other) => other.name === mutant?.killedBy);
  if (mutant === undefined || property === undefined) throw new Error(`there is no mutant named ${name}`);
  const { system, shape } = cluster(scenario(mutated(mutant)));
  // The property's own shape is forgotten here: every case has another.
  return { subject: { system, shape }, property: property };
}

export async function findAndShrink(): Promise<void> {
  const rows: Row[] = [];
  for (const each of cases) {
    const make = () => {
      const { subject, property } = each.check();
      return instrument(subject, [property]);
    };
    const { shortest, states } = shortestOf(make(), each.maximumStates);
    const common = { mistake: each.name, 'shortest (breadth-first)': shortest === undefined ? `? (${states.toLocaleString('en-US')} states)` : `${shortest} (${states.toLocaleString('en-US')} states)` };
    rows.push({ ...common, with: 'schedules', ...rowOf(await all(seeds, (seed) => ours(each, seed)), seeds.length, shortest) });
    const labels = labelsOf(make, 50);
    rows.push({ mistake: '', 'shortest (breadth-first)': '', with: `fc.commands, ${labels.length} labels`, ...rowOf(commandSeeds.map((seed) => checkCommands(make(), labels, seed, commandRuns, maxCommands)), commandSeeds.length, shortest) });
    print(`${each.name}: measured`);
  }
  table(`Finding and shrinking (schedules: ${seeds.length} seeds, ${runs} runs at most; fc.commands: ${commandSeeds.length} seeds, ${commandRuns} runs of at most ${maxCommands} commands)`, rows);
}

async function all<Result>(items: readonly number[], each: (item: number) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await each(item));
  return results;
}

function shortestOf(subject: ReturnType<typeof instrument>, maximumStates: number): { readonly shortest: number | undefined; readonly states: number } {
  const { found, states } = breadthFirst(subject.engine, { find: subject.violation, maximumStates });
  return { shortest: found?.schedule.length, states };
}

async function ours({ check }: Case, seed: number): Promise<Found> {
  const { subject, property } = check();
  const start = performance.now();
  const result = await checkRandom(subject, [property], { seed, runs });
  const milliseconds = performance.now() - start;
  if (result.verdict !== 'violated') return { runs: undefined, foundLength: 0, shrunkLength: 0, shrinks: 0, milliseconds };
  const { foundLength, schedule } = result.counterexample;
  return { runs: result.runs, foundLength, shrunkLength: schedule.length, shrinks: result.shrinks, milliseconds };
}

function rowOf(results: readonly Found[], tried: number, shortest: number | undefined): Row {
  const found = results.filter((result) => result.runs !== undefined);
  const lengths = found.map(({ shrunkLength }) => shrunkLength);
  return {
    found: `${found.length}/${tried}`,
    'runs to find': spread(found.map(({ runs: needed }) => needed ?? 0)),
    'found length': spread(found.map(({ foundLength }) => foundLength)),
    'shrunk length': spread(lengths),
    'shortest reached': shortest === undefined ? '?' : `${lengths.filter((length) => length === shortest).length}/${found.length}`,
    'shrink runs': found.length === 0 ? '-' : median(found.map(({ shrinks }) => shrinks)),
    'ms in all': Math.round(median(results.map(({ milliseconds }) => milliseconds))),
  };
}
