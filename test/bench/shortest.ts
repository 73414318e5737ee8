import { recordedHistory, type RecordedBug } from '../../generators/history/index.ts';
import { breadthFirst, cluster, clusterProperties, instrument, scenario, withBug } from '../../index.ts';
import { isMain, print, writePage } from './support.ts';

/** States that a search for something shorter may store. */
const maximumStates = 15_000_000;

/** Different actions that it may come to know: where almost every state has new ones they take more memory than the states. */
const maximumActions = 50_000;

/** How long the shortened run of a bug is, beside the shortest run there is. */
interface Shortness {
  readonly recorded: RecordedBug;
  readonly length: number;
  /** Undefined when it is not known: the search did not come so far. */
  readonly shortest: number | undefined;
  /** No run with fewer steps shows it. */
  readonly atLeast: number;
}

/** Of all bugs: what breaks a promise of safety shows at once, what breaks one of liveness where the run ends. */
function* shortnesses(): Generator<Shortness, undefined, undefined> {
  for (const recorded of recordedHistory) {
    const property = clusterProperties.find(({ name }) => name === recorded.bug.violates);
    if (property === undefined) continue;
    const { length } = recorded.finding.schedule;
    const { engine, violation, missing } = instrument(cluster(scenario(withBug(recorded.bug))), [property]);
    const { found, stoppedBy, depth } = breadthFirst(engine, { find: violation, findAtEnd: (state) => missing(state)[0], maximumLength: length - 1, maximumStates, progress: () => engine.statistics().actions < maximumActions });
    // A run that goes round for ever has no end that could be nearer.
    const isKnown = stoppedBy === 'maximumLength' && recorded.finding.circleLength === undefined;
    const shortest = found?.schedule.length ?? (isKnown ? length : undefined);
    // Depth counts states, and of the last ones not all have been looked at.
    yield { recorded, length, shortest, atLeast: shortest ?? depth - 1 };
  }
}

/** So much longer, at most, is as good as shortest. */
const good = 1;

/** A row each, and what they say together. */
function text(all: readonly Shortness[]): string {
  const longer = all.flatMap(({ length, shortest }) => (shortest === undefined ? [] : [length - shortest]));
  const few = longer.filter((by) => by <= good).length;
  return [
    '# How short',
    '',
    `The shortened run of every bug of the [history](history.md), beside the shortest there is: found breadth-first, with the violated property alone, among ${maximumStates.toLocaleString('en-US')} states at most.`,
    '',
    'Written by `npm run evaluation`.',
    '',
    `It is known of ${longer.length} of the ${all.length} bugs. Of ${few} of them the shortened run is longer by ${good} step at most${few * 2 > all.length ? `, which is most of all ${all.length}: so in the median it is, whatever is not known` : ''}; of the others that are known it is longer by ${Math.max(0, ...longer)} at most.`,
    '',
    '| bug | shortened to | shortest there is |',
    '|---|---:|---:|',
    ...all.map(({ recorded, length, shortest, atLeast }) => `| ${recorded.bug.id} ${recorded.bug.title} | ${length} | ${shortest ?? `${atLeast} or more`} |`),
    '',
  ].join('\n');
}

export function measureShortness(): void {
  const all: Shortness[] = [];
  for (const one of shortnesses()) {
    all.push(one);
    print(`${one.recorded.bug.id}: ${one.length}, ${one.shortest ?? `>= ${one.atLeast}`}`);
  }
  print(`\nWritten: ${writePage('shortest', text(all))}`);
}

if (isMain(import.meta.url)) measureShortness();
