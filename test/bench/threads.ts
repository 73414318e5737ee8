import { breadthFirst, Engine, searchInParallel, type SearchResult } from '../../index.ts';
import { twoPhaseCommit } from '../models/twoPhaseCommit.ts';
import { isMain, perSecond, table, type Row } from './support.ts';

const resourceManagers = 8;

/** One search by one and by several threads, by the clock: on a machine that does something else the figures say nothing. */
export async function threads(): Promise<void> {
  const task = { module: new URL('../generators/search/parallel/tasks.ts', import.meta.url).href, name: 'commit', argument: resourceManagers };
  const alone = await timed(() => breadthFirst(new Engine(twoPhaseCommit(resourceManagers))));
  const shared = [1, 2].map((count) => [count, () => searchInParallel(task, count)] as const);
  const rows: Row[] = [row('one, no threads', alone, alone)];
  for (const [count, search] of shared) rows.push(row(`${count} thread${count === 1 ? '' : 's'}`, await timed(search), alone));
  table(`Two-phase commit, ${resourceManagers} managers, shared by threads (by the clock)`, rows);
}

interface Clocked {
  readonly result: SearchResult;
  readonly milliseconds: number;
}

/** The faster of two. */
async function timed(search: () => SearchResult | Promise<SearchResult>): Promise<Clocked> {
  const all: Clocked[] = [];
  for (let time = 0; time < 2; time++) {
    const start = performance.now();
    const result = await search();
    all.push({ result, milliseconds: performance.now() - start });
  }
  return all.reduce((a, b) => (b.milliseconds < a.milliseconds ? b : a));
}

function row(who: string, { result, milliseconds }: Clocked, alone: Clocked): Row {
  const { states, generated } = result;
  if (states !== alone.result.states || generated !== alone.result.generated) throw new Error(`${who} counts ${states} states, ${generated} generated; one alone ${alone.result.states}, ${alone.result.generated}`);
  return { who, states, ms: Math.round(milliseconds), 'states/s': perSecond(states, milliseconds), 'speed-up': (alone.milliseconds / milliseconds).toFixed(2) };
}

if (isMain(import.meta.url)) await threads();
