import { guardSummary, type CheckReport, type ExhaustiveReport, type FoundViolation, type RandomReport } from '../cli/check/report.ts';
import type { KubectlLine } from '../cli/check/kubectlSays.ts';
import { describeFaults } from '../cli/faults.ts';
import { exhaustiveLines } from './exhaustive.ts';
import type { Palette } from './palette.ts';
import { numbered } from './steps.ts';
import { vacuityFacts } from './vacuity.ts';
import { count, duration, labelled, printable, width } from './text.ts';
import { wrapText } from '../mermaid/wrap.ts';

/** What is about to be checked. */
export function heading({ scenario }: Pick<CheckReport, 'scenario'>, palette: Palette): string {
  const { name, description, nodes, objects, schedulers, timing, faults, mutants } = scenario;
  const ownNodes = objects.filter(({ kind }) => kind === 'Node').length;
  const facts = [count(ownNodes > 0 ? ownNodes : nodes, 'node'), count(schedulers, 'scheduler'), `timing ${timing}`, describeFaults(faults)];
  const replaced = Object.entries(mutants).map(([guard, forced]) => `guard ${guard} always answers ${String(forced)}`);
  return lines([
    `${palette.strong(`Checking ${name}`)}${description === '' ? '' : `: ${printable(description)}`}`,
    ...wrapText(facts.join(', '), width).map((line) => `  ${palette.faint(line)}`),
    ...replaced.map((line) => `  ${palette.unsure(line)}`),
  ]);
}

/** What kubectl prints when nothing goes wrong. */
export function kubectlText(said: readonly KubectlLine[], palette: Palette): string {
  return lines(said.map(({ text, isError }) => `  kubectl: ${isError ? palette.bad(printable(text)) : printable(text)}`));
}

/** The verdict, and what it rests on. */
export function verdictText(report: CheckReport, palette: Palette): string {
  const { outcome } = report;
  const statistics = report.kind === 'random' ? statisticsLines(report, palette) : exhaustiveLines(report, palette);
  switch (outcome.verdict) {
    case 'held':
    case 'proved':
      return lines([`${palette.good('✔')} ${palette.strong(goodVerdict(report))}`, ...statistics, '']);
    case 'inconclusive':
      return lines([...inconclusiveLines(outcome.reason, palette), ...statistics, '']);
    case 'violated':
      return lines([...violationLines(outcome, report, palette), ...(report.kind === 'exhaustive' ? statistics : []), '']);
  }
}

function inconclusiveLines(reason: string, palette: Palette): readonly string[] {
  const [first = '', ...rest] = labelled('inconclusive:', reason);
  return [`${palette.unsure('?')} ${first.trimStart().replace('inconclusive', palette.strong('inconclusive'))}`, ...rest];
}

/** The words for people. What was sampled is never called proved. */
function goodVerdict(report: CheckReport): string {
  if (report.kind === 'random') return `held in ${report.statistics.runs} ${report.statistics.runs === 1 ? 'run' : 'runs'}`;
  const states = count(report.statistics.states, 'state');
  if (report.outcome.verdict !== 'held') return `proved for this scenario (${states})`;
  return `held in ${states} told apart by fingerprints (two were taken for one with a chance below ${report.outcome.collisionProbability.toExponential(0)})`;
}

function statisticsLines(report: RandomReport, palette: Palette): string[] {
  const { statistics, milliseconds, properties, wantedRuns } = report;
  const { runs, steps, actions, seed, cut } = statistics;
  const { total, bothWays } = guardSummary(statistics.guards);
  return [
    `  ${palette.faint(`${runs < wantedRuns ? `${runs} of ${count(wantedRuns, 'run')}` : count(runs, 'run')}, ${count(steps, 'step')}, ${count(actions, 'different action')}, ${duration(milliseconds)}, seed ${seed}`)}`,
    ...(total === 0 ? [] : [`  ${palette.faint(`${bothWays} of ${count(total, 'guard')} seen both true and false${bothWays === total ? '' : `; --json names the other ${total - bothWays}, other scenarios and faults reach them`}`)}`]),
    ...vacuityFacts(report).flatMap(([label, text]) => wrapText(`${label}: ${text}`, width - 2).map((line) => `  ${palette.faint(line)}`)),
    ...(cut === 0 || !judgesLiveness(properties) ? [] : [`  ${palette.unsure(`${count(cut, 'run')} did not come to rest, so liveness was not judged in ${cut === 1 ? 'it' : 'them'}`)}`]),
  ];
}

function judgesLiveness(properties: CheckReport['properties']): boolean {
  return properties.some(({ kind }) => kind === 'liveness');
}

function violationLines(found: FoundViolation, report: CheckReport, palette: Palette): string[] {
  const { violation, steps, completionLength, circleLength, files, notices } = found;
  const showsAtLast = completionLength === 0 && circleLength === undefined;
  return [
    `${palette.bad('✘')} ${palette.strong('violated')}: ${palette.bad(violation.property)}`,
    ...labelled('Promised:', violation.statement),
    ...labelled('Happened:', violation.explanation),
    '',
    ...numbered(steps.map(({ label, quiet = false }, index) => ({ label, quiet, breaks: showsAtLast && index === steps.length - 1 })), palette, true),
    '',
    ...(report.kind === 'random' ? foundAtRandom(found, report) : foundBySearch(found, report)).map((line) => `  ${palette.faint(line)}`),
    ...(completionLength === 0 ? [] : [`  ${palette.faint(`The last ${count(completionLength, 'step')} only let everything run to its end, without faults: only then can it be said that something is missing`)}`]),
    ...(circleLength === undefined ? [] : [`  ${palette.faint(`The last ${circleLength === 1 ? 'step' : count(circleLength, 'step')} may come again and again for ever`)}`]),
    ...(files.length === 0 ? [] : labelled('Written:', files.join(', '))),
    ...notices.flatMap((notice) => labelled('Note:', notice)),
  ];
}

function foundAtRandom({ steps, foundLength, isShortest }: FoundViolation, { statistics, milliseconds }: RandomReport): readonly string[] {
  const shortened = steps.length < foundLength ? `, shortened to ${steps.length}${isShortest ? ' (nothing shorter shows it)' : ''}` : '';
  return [`Found with ${count(foundLength, 'step')}${shortened}, in run ${statistics.runs}, ${duration(milliseconds)}, seed ${statistics.seed}`];
}

function foundBySearch({ steps, foundLength, isShortest }: FoundViolation, { statistics, milliseconds }: ExhaustiveReport): readonly string[] {
  const shortened = steps.length < foundLength ? `, shortened to ${steps.length}` : '';
  const rank = isShortest ? 'a shortest schedule: nothing shorter shows it' : 'the shortest found: a shorter one may show it, too';
  return [`Found with ${count(foundLength, 'step')}${shortened}, after ${count(statistics.states, 'state')}, ${duration(milliseconds)}; ${rank}`];
}

/** All that was promised, by name. */
export function propertiesText(report: { readonly properties: readonly { readonly name: string }[] }, palette: Palette): string {
  const names = report.properties.map(({ name }) => name);
  const text = `${count(names.length, 'property', 'properties')}: ${names.join(', ')}`;
  return lines(wrapText(text, width).map((line) => palette.faint(line)));
}

/** The last lines: what to type next. */
export function nextText(title: string, commands: readonly string[], palette: Palette): string {
  return lines([palette.strong(title), ...commands.map((command) => `  ${palette.command(command)}`)]);
}

export function lines(all: readonly string[]): string {
  return all.length === 0 ? '' : `${all.join('\n')}\n`;
}
