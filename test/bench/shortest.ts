import { recordedHistory, type RecordedBug } from '../../generators/history/index.ts';
import { breadthFirst, cluster, clusterProperties, instrument, scenario, withBug } from '../../index.ts';
import { isMain, median, print } from './support.ts';

/** States that a search for something shorter may store. */
const maximumStates = 1_000_000;

/** How long the shortened run of a bug is, beside the shortest run there is. */
export interface Shortness {
  readonly recorded: RecordedBug;
  readonly length: number;
  /** Undefined when it is not known: the search did not come so far. */
  readonly shortest: number | undefined;
  /** No run with fewer steps shows it. */
  readonly atLeast: number;
}

/** Of the bugs that break a promise of safety; what liveness needs is a completion, which has no shorter one to be compared with. */
export function* shortnesses(): Generator<Shortness, undefined, undefined> {
  for (const recorded of recordedHistory) {
    const property = clusterProperties.find(({ name }) => name === recorded.bug.violates);
    if (property === undefined || property.kind === 'liveness') continue;
    const { length } = recorded.finding.schedule;
    const { engine, violation } = instrument(cluster(scenario(withBug(recorded.bug))), [property]);
    const { found, stoppedBy, depth } = breadthFirst(engine, { find: violation, maximumLength: length - 1, maximumStates });
    const shortest = found?.schedule.length ?? (stoppedBy === 'maximumStates' ? undefined : length);
    yield { recorded, length, shortest, atLeast: shortest ?? depth };
  }
}

/** A row each, and what they say together. */
export function shortnessLines(all: readonly Shortness[]): readonly string[] {
  const known = all.flatMap(({ length, shortest }) => (shortest === undefined ? [] : [length - shortest]));
  return [
    `Of the ${all.length} bugs that break a promise of safety, the shortest run there is (breadth-first, ${maximumStates.toLocaleString('en-US')} states at most) is known of ${known.length}: the shortened run is longer by ${known.length === 0 ? '-' : median(known)} in the median, and by ${Math.max(0, ...known)} at most.`,
    '',
    '| bug | shortened to | shortest there is |',
    '|---|---:|---:|',
    ...all.map(({ recorded, length, shortest, atLeast }) => `| ${recorded.bug.id} ${recorded.bug.title} | ${length} | ${shortest ?? `${atLeast} or more`} |`),
  ];
}

if (isMain(import.meta.url)) {
  const all: Shortness[] = [];
  for (const one of shortnesses()) {
    all.push(one);
    print(`${one.recorded.bug.id}: ${one.length}, ${one.shortest ?? `>= ${one.atLeast}`}`);
  }
  print(shortnessLines(all).join('\n'));
}
