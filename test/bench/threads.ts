import { breadthFirst, Engine, searchInParallel, type SearchResult } from '../../index.ts';
import { twoPhaseCommit } from '../models/twoPhaseCommit.ts';
import { references } from './references/reference.ts';
import { mustAgree, perSecond, print, table, type Row } from './support.ts';

const resourceManagers = 8;
const times = 5;

/** One search by one and by several threads, by the clock: on a machine that does something else the figures say nothing. */
export async function threads(): Promise<void> {
  const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'));
  const task = { module: new URL(`../generators/search/parallel/tasks${extension}`, import.meta.url).href, name: 'commit', argument: resourceManagers };
  const ours = [await clocked('one, no threads', () => breadthFirst(new Engine(twoPhaseCommit(resourceManagers))))];
  for (const count of [1, 2]) ours.push(await clocked(`${count} thread${count === 1 ? '' : 's'}`, () => searchInParallel(task, count)));
  const { found, absent } = references(resourceManagers, times);
  const theirs = found.map((reference): Clocked => ({ ...reference, who: reference.checker }));
  const [alone] = ours as [Clocked, ...Clocked[]];
  const rows = [...ours, ...theirs].map((each): Row => {
    mustAgree(each.who, each, alone);
    const ratio = ({ milliseconds }: Clocked): string => (milliseconds / each.milliseconds).toFixed(2);
    return { who: each.who, states: each.states, 'first, ms': each.first === undefined ? '' : Math.round(each.first), ms: Math.round(each.milliseconds), 'states/s': perSecond(each.states, each.milliseconds), 'to one': ratio(alone), ...Object.fromEntries(theirs.map((their) => [`to ${their.who.replace(/ .*/, '')}`, ratio(their)])) };
  });
  table(`Two-phase commit, ${resourceManagers} managers, shared by threads: the fastest of ${times} by the clock, and the first, in which a thread has to start`, rows);
  for (const line of absent) print(line);
}

interface Clocked {
  readonly who: string;
  readonly states: number;
  readonly generated: number;
  readonly milliseconds: number;
  readonly first?: number;
}

async function clocked(who: string, search: () => SearchResult | Promise<SearchResult>): Promise<Clocked> {
  const all: Clocked[] = [];
  for (let time = 0; time < times; time++) {
    const start = performance.now();
    const { states, generated } = await search();
    all.push({ who, states, generated, milliseconds: performance.now() - start });
  }
  const fastest = all.reduce((a, b) => (b.milliseconds < a.milliseconds ? b : a));
  return { ...fastest, first: all[0]?.milliseconds ?? 0 };
}
