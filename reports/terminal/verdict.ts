import { guardSummary, verdictOf, type CheckReport, type FoundViolation } from '../cli/check/report.ts';
import type { KubectlLine } from '../cli/check/kubectlSays.ts';
import { describeFaults } from '../cli/faults.ts';
import type { Palette } from './palette.ts';
import { numbered } from './steps.ts';
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
  switch (outcome.verdict) {
    case 'held':
      return lines([`${palette.good('✔')} ${palette.strong(verdictOf(report))}`, ...statisticsLines(report, palette), '']);
    case 'inconclusive':
      return lines([`${palette.unsure('?')} ${palette.strong('inconclusive')}: ${outcome.reason}`, ...statisticsLines(report, palette), '']);
    case 'violated':
      return lines([...violationLines(outcome, report, palette), '']);
  }
}

function statisticsLines({ statistics, milliseconds, properties, wantedRuns }: CheckReport, palette: Palette): string[] {
  const { runs, steps, actions, seed, cut } = statistics;
  const { total, bothWays } = guardSummary(statistics);
  return [
    `  ${palette.faint(`${runs < wantedRuns ? `${runs} of ${count(wantedRuns, 'run')}` : count(runs, 'run')}, ${count(steps, 'step')}, ${count(actions, 'different action')}, ${duration(milliseconds)}, seed ${seed}`)}`,
    ...(total === 0 ? [] : [`  ${palette.faint(`${bothWays} of ${count(total, 'guard')} seen both true and false${bothWays === total ? '' : `; --json names the other ${total - bothWays}, other scenarios and faults reach them`}`)}`]),
    ...(cut === 0 || !judgesLiveness(properties) ? [] : [`  ${palette.unsure(`${count(cut, 'run')} did not come to rest, so liveness was not judged in ${cut === 1 ? 'it' : 'them'}`)}`]),
  ];
}

function judgesLiveness(properties: CheckReport['properties']): boolean {
  return properties.some(({ kind }) => kind === 'liveness');
}

function violationLines(found: FoundViolation, { statistics, milliseconds }: CheckReport, palette: Palette): string[] {
  const { violation, steps, foundLength, completionLength, isShortest, files, notices } = found;
  const shortened = steps.length < foundLength ? `, shortened to ${steps.length}${isShortest ? ' (nothing shorter shows it)' : ''}` : '';
  return [
    `${palette.bad('✘')} ${palette.strong('violated')}: ${palette.bad(violation.property)}`,
    ...labelled('Promised:', violation.statement),
    ...labelled('Happened:', violation.explanation),
    '',
    ...numbered(steps.map(({ label, quiet = false }, index) => ({ label, quiet, breaks: completionLength === 0 && index === steps.length - 1 })), palette, true),
    '',
    `  ${palette.faint(`Found with ${count(foundLength, 'step')}${shortened}, in run ${statistics.runs}, ${duration(milliseconds)}, seed ${statistics.seed}`)}`,
    ...(completionLength === 0 ? [] : [`  ${palette.faint(`The last ${count(completionLength, 'step')} only let everything run to its end, without faults: only then can it be said that something is missing`)}`]),
    ...(files.length === 0 ? [] : labelled('Written:', files.join(', '))),
    ...notices.flatMap((notice) => labelled('Note:', notice)),
  ];
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
