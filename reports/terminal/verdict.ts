import { guardSummary, verdictOf, type CheckReport, type FoundViolation } from '../cli/check/report.ts';
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

function statisticsLines({ statistics, milliseconds }: CheckReport, palette: Palette): string[] {
  const { runs, steps, actions, seed, cut } = statistics;
  const { total, bothWays } = guardSummary(statistics);
  return [
    `  ${palette.faint(`${count(runs, 'run')}, ${count(steps, 'step')}, ${count(actions, 'different action')}, ${duration(milliseconds)}, seed ${seed}`)}`,
    ...(total === 0 ? [] : [`  ${palette.faint(`${bothWays} of ${count(total, 'guard')} seen both true and false${bothWays === total ? '' : `; more runs, faults or another scenario reach more (--json names the other ${total - bothWays})`}`)}`]),
    ...(cut === 0 ? [] : [`  ${palette.unsure(`${count(cut, 'run')} did not come to rest, so liveness was not judged in ${cut === 1 ? 'it' : 'them'}`)}`]),
  ];
}

function violationLines(found: FoundViolation, { statistics, milliseconds }: CheckReport, palette: Palette): string[] {
  const { violation, steps, foundLength, files, notices } = found;
  const shortened = steps.length < foundLength ? `, shortened to ${steps.length}` : '';
  return [
    `${palette.bad('✘')} ${palette.strong('violated')}: ${palette.bad(violation.property)}`,
    ...labelled('Promised:', violation.statement),
    ...labelled('Happened:', violation.explanation),
    '',
    ...numbered(steps.map(({ label, quiet }) => ({ label, ...(quiet && { quiet }) })), palette, true),
    '',
    `  ${palette.faint(`Found with ${count(foundLength, 'step')}${shortened}, in run ${statistics.runs}, ${duration(milliseconds)}, seed ${statistics.seed}`)}`,
    ...(files.length === 0 ? [] : labelled('Written:', files.join(', '))),
    ...notices.flatMap((notice) => labelled('Note:', notice)),
  ];
}

/** All that was promised, by name. */
export function propertiesText(report: Pick<CheckReport, 'properties'>, palette: Palette): string {
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
