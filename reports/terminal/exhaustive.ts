import type { ExhaustiveProgress } from '../../generators/exhaustive/checkExhaustive.ts';
import type { ExhaustiveStatistics } from '../../generators/exhaustive/result.ts';
import { guardSummary, type ExhaustiveReport } from '../cli/check/report.ts';
import type { Palette } from './palette.ts';
import { count, duration, table, width } from './text.ts';

interface SearchFigures {
  readonly states: string;
  readonly speed: string;
  readonly depth: string;
  readonly memory: string;
}

/** What says how far a search has come. */
export function searchFigures({ states, seconds, depth, bytes }: Pick<ExhaustiveProgress, 'states' | 'seconds' | 'depth' | 'bytes'>): SearchFigures {
  return {
    states: count(states, 'state'),
    speed: `${statesPerSecond({ states, seconds }).toLocaleString('en-US')} states/s`,
    depth: depth.toLocaleString('en-US'),
    memory: `${decimal(bytes / 2 ** 20)} MiB`,
  };
}

export function statesPerSecond({ states, seconds }: Pick<ExhaustiveStatistics, 'states' | 'seconds'>): number {
  return seconds === 0 ? 0 : Math.round(states / seconds);
}

/** What a verdict about all runs rests on, a line a fact. */
export function exhaustiveLines(report: ExhaustiveReport, palette: Palette): readonly string[] {
  const { statistics, order, outcome } = report;
  const { generated, branching, localSteps, localStates, seconds, bytesPerState, guards } = statistics;
  const { states, speed, depth, memory } = searchFigures(statistics);
  const { total, bothWays, oneWay, never } = guardSummary(guards);
  const facts = [
    ['states', `${states.replace(/ .*/, '')}, ${order} to depth ${depth}${isSurelyReduced(report) ? ', without orders that make no difference' : ''}`],
    ['transitions', `${generated.toLocaleString('en-US')} generated, ${branching.toFixed(2)} per state`],
    ['local steps', `${localSteps.toLocaleString('en-US')} different`],
    ['local states', largest(localStates)],
    ...(total === 0 ? [] : [['guards', `${bothWays} seen both true and false, ${oneWay.length} only one way, ${never.length} never${bothWays === total ? '' : ' (--json names them)'}`]]),
    ['time', `${duration(seconds * 1000)}, ${speed}`],
    ['memory', `${memory}, ${decimal(bytesPerState)} bytes/state`],
  ];
  return [
    ...(outcome.verdict === 'inconclusive' ? [`  ${palette.unsure('What was covered breaks no property; of the rest nothing is known:')}`] : []),
    ...table(facts, width - 2).map((line) => `  ${palette.faint(line)}`),
  ];
}

/**
 * Whether the states that are counted are those of a reduced search. Circles are looked for in all orders, once a
 * reduced search has found nothing; a search that was cut short does not say which of both it was.
 */
function isSurelyReduced({ isReduced, properties, outcome }: ExhaustiveReport): boolean {
  const mayLookForCircles = properties.some(({ kind }) => kind === 'liveness');
  return isReduced && (!mayLookForCircles || (outcome.verdict === 'violated' && outcome.circleLength === undefined));
}

/** So many components are named. */
const mostNamed = 4;

/** `apiserver 89, etcd 28, 3 others`: the components with the most different values of their parts. */
function largest(localStates: ExhaustiveStatistics['localStates']): string {
  const all = Object.entries(localStates).sort(([, a], [, b]) => b - a);
  const named = all.slice(0, mostNamed).map(([name, states]) => `${name} ${states.toLocaleString('en-US')}`);
  const others = all.length - named.length;
  return [...named, ...(others === 0 ? [] : [count(others, 'other')])].join(', ');
}

function decimal(number: number): string {
  const digits = number < 1 ? 2 : 1;
  return number.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
