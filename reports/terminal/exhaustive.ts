import { perSecond, type ExhaustiveProgress } from '../../generators/exhaustive/supervision.ts';
import { guardSummary, type ExhaustiveReport } from '../cli/check/report.ts';
import { shellQuoted } from '../cli/quote.ts';
import { detailLines } from './details.ts';
import type { Palette } from './palette.ts';
import { vacuityFacts } from './vacuity.ts';
import { count, duration, number, percent, table, width } from './text.ts';

/** How far a check is, and with what; the most important first, since a narrow terminal cuts the end off. */
export function progressText(name: string, { phase, round, states, speed, depth, bytes }: ExhaustiveProgress): string {
  // What a search has not told of itself yet is left out.
  const reached = depth === 0 ? [] : [`depth ${number(depth)}`, memory(bytes)];
  const far = [count(states, 'state'), `${number(speed)} states/s`, ...reached].join(', ');
  const covered = '(Ctrl-C: what is covered so far)';
  switch (phase) {
    case 'search':
      return `${name}: ${far} ${covered}`;
    case 'reduced search':
      return `${name}: reduced, round ${round ?? 1}: ${far} ${covered}`;
    case 'circles':
      return `${name}: looking for circles among ${count(states, 'state')} ${covered}`;
    case 'shortening':
      return `${name}: a violation is found; shortening it (Ctrl-C: as it was found)`;
    case 'explaining':
      return `${name}: a violation is found; asking of each step why it is needed (Ctrl-C: leave it)`;
  }
}

/** What a verdict about all runs rests on, a line a fact; and all that was counted, if actions were. */
export function exhaustiveLines(report: ExhaustiveReport, palette: Palette): readonly string[] {
  const { statistics, order, outcome, workers, resumed } = report;
  const { states, generated, depth, branching, remembered, visited, seconds, bytes, bytesPerState, actions } = statistics;
  // A slow search that was stopped early may have told nothing but its states.
  const told = depth > 0;
  const facts = [
    ['states', told ? `${number(states)}, ${order} to depth ${number(depth)}` : number(states)],
    ...reductionFact(statistics),
    ...symmetryFact(report),
    ...(told ? [['transitions', `${number(generated)} generated, ${branching.toFixed(2)} per state, ${percent(remembered)} with a remembered reaction`]] : []),
    ...guardFact(report),
    ...vacuityFacts(report),
    ['time', `${duration(seconds * 1000)}, ${number(perSecond(visited, seconds))} states/s`],
    ...(told ? [['memory', `${memory(bytes)}, ${decimal(bytesPerState)} bytes/state`]] : []),
    ...(workers === undefined ? [] : [['workers', `up to ${count(workers, 'thread')} share the search, as soon as they are ready`]]),
    ...(resumed === undefined ? [] : [['resumed', `${resumed.file}, which had ${count(resumed.states, 'state')}`]]),
    ...checkpointFact(report),
    ...graphFact(report),
  ];
  return [
    ...(outcome.verdict === 'inconclusive' ? [`  ${palette.unsure('What was covered breaks no property; of the rest nothing is known:')}`] : []),
    ...[...table(facts, width - 2), ...(actions === undefined ? [] : detailLines(statistics, actions))].map((line) => (line === '' ? '' : `  ${palette.faint(line)}`)),
  ];
}

function reductionFact({ reduced }: ExhaustiveReport['statistics']): readonly (readonly string[])[] {
  return reduced === undefined ? [] : [['reduction', `orders that make no difference are left out (${count(reduced.rounds, 'round')})`]];
}

function symmetryFact({ statistics: { symmetry = [] }, distinct = [] }: ExhaustiveReport): readonly (readonly string[])[] {
  const sets = symmetry.map(({ of, members }) => `${of} ${members.join(', ')}`);
  return [...(sets.length === 0 ? [] : [['symmetry', `states are counted up to symmetry of ${sets.join(' and ')}`]]), ...distinct.map((why) => ['no symmetry', why])];
}

function checkpointFact({ checkpoint }: ExhaustiveReport): readonly (readonly string[])[] {
  if (checkpoint === undefined) return [];
  const { file, saved, notSaved } = checkpoint;
  if (notSaved === undefined) return saved === undefined ? [] : [['checkpoint', `${file}: ${count(saved.states, 'state')}, ${memory(saved.bytes)}`]];
  return [['checkpoint', `${file} is not written: ${notSaved}${saved === undefined ? '' : ` (what it had before, ${count(saved.states, 'state')}, is still there)`}`]];
}

function graphFact({ graph }: ExhaustiveReport): readonly (readonly string[])[] {
  if (graph === undefined) return [];
  if ('notDrawn' in graph) return [['graph', `${graph.file} is not drawn: ${graph.notDrawn}`]];
  const all = graph.leftOut === 0 ? '' : ' (all orders: --no-reduction)';
  return [['graph', `${graph.file}: ${count(graph.states, 'state')}, ${count(graph.steps, 'step')}${all}; a picture: dot -Tsvg -O ${shellQuoted(graph.file)}`]];
}

function guardFact({ statistics: { guards, actions }, resumed, workers }: ExhaustiveReport): readonly (readonly string[])[] {
  const { total, bothWays, oneWay, never } = guardSummary(guards);
  if (total === 0) return [];
  const areNamed = bothWays === total || actions !== undefined;
  const hint = areNamed ? '' : ` (${workers === undefined && resumed === undefined ? '--statistics' : '--json'} names them)`;
  return [['guards', `${bothWays} seen both true and false, ${oneWay.length} only one way, ${never.length} never${hint}`]];
}

function memory(bytes: number): string {
  return `${decimal(bytes / 2 ** 20)} MiB`;
}

function decimal(value: number): string {
  const digits = value < 1 ? 2 : 1;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
