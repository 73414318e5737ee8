import { guardSummary, type CheckReport, type DifferentialReport, type ExhaustiveReport, type FoundViolation, type RandomReport, type RegressionReport } from '../cli/check/report.ts';
import type { KubectlLine } from '../cli/check/kubectlSays.ts';
import type { Guarantee } from '../../generators/random/strategies/index.ts';
import { describeFaults } from '../cli/faults.ts';
import type { Scenario } from '../../model/scenario.ts';
import { wordsFor } from '../words.ts';
import { comparisonLines, hint } from './differential.ts';
import { exhaustiveLines } from './exhaustive.ts';
import { changedRun, endingLines, foundWith } from './found.ts';
import type { Palette } from './palette.ts';
import { counterexampleLines } from './steps.ts';
import { fewNames, vacuityFacts } from './vacuity.ts';
import { count, duration, labelled, printable, width } from './text.ts';
import { wrapText } from '../mermaid/wrap.ts';

/** What is about to be checked. */
export function heading({ scenario }: Pick<CheckReport, 'scenario'>, palette: Palette): string {
  const { name, description, nodes, objects, schedulers, leaderElect, timing, grain, faults, mutants } = scenario;
  const ownNodes = objects.filter(({ kind }) => kind === 'Node').length;
  const facts = [count(ownNodes > 0 ? ownNodes : nodes, 'node'), `${count(schedulers, 'scheduler')}${leaderElect && schedulers > 1 ? ' that elect a leader' : ''}`, `timing ${timing}`, ...(grain === 'coarse' ? ['coarse steps'] : []), describeFaults(faults)];
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
  if (report.kind === 'regression') return lines([...violationLines(report.outcome, report, palette), '']);
  const { outcome } = report;
  const statistics = report.kind === 'exhaustive' ? exhaustiveLines(report, palette) : statisticsLines(report, palette);
  switch (outcome.verdict) {
    case 'held':
    case 'proved':
    case 'agrees':
      return lines([`${palette.good('✔')} ${palette.strong(goodVerdict(report))}`, ...statistics, '']);
    case 'inconclusive':
      return lines([...inconclusiveLines(outcome.reason, palette), ...statistics, '']);
    case 'violated':
    case 'differs':
      return lines([...violationLines(outcome, report, palette), ...(report.kind === 'exhaustive' ? statistics : []), '']);
  }
}

function inconclusiveLines(reason: string, palette: Palette): readonly string[] {
  const [first = '', ...rest] = labelled('inconclusive:', reason);
  return [`${palette.unsure('?')} ${first.trimStart().replace('inconclusive', palette.strong('inconclusive'))}`, ...rest];
}

/** What a verdict must not hide: coarse steps leave interleavings out. */
export function inCoarseSteps({ grain }: Scenario): string {
  return grain === 'coarse' ? ' in coarse steps' : '';
}

/** The words for people. What was sampled is never called proved. */
function goodVerdict(report: Exclude<CheckReport, RegressionReport>): string {
  if (report.kind === 'random') return `held in ${count(report.statistics.runs, 'run')}${inCoarseSteps(report.scenario)}`;
  if (report.kind === 'differential') return `agrees with the reference in ${count(report.statistics.runs, 'run')}${inCoarseSteps(report.scenario)}`;
  const states = count(report.statistics.states, 'state');
  if (report.outcome.verdict !== 'held') return `proved for this scenario${inCoarseSteps(report.scenario)} (${states})`;
  return `held${inCoarseSteps(report.scenario)} in ${states} told apart by fingerprints (two were taken for one with a chance below ${report.outcome.collisionProbability.toExponential(0)})`;
}

function statisticsLines(report: RandomReport | DifferentialReport, palette: Palette): string[] {
  const { statistics, milliseconds, properties, wantedRuns } = report;
  const { runs, steps, actions, seed, cut, guarantee } = statistics;
  const { total, bothWays } = guardSummary(statistics.guards);
  return [
    `  ${palette.faint(`${runs < wantedRuns ? `${runs} of ${count(wantedRuns, 'run')}` : count(runs, 'run')}, ${count(steps, 'step')}, ${count(actions, 'different action')}, ${duration(milliseconds)}, seed ${seed}`)}`,
    ...(report.kind === 'differential' ? comparisonLines(report).map((line) => `  ${palette.faint(line)}`) : []),
    ...(total === 0 ? [] : [`  ${palette.faint(`${bothWays} of ${count(total, 'guard')} seen both true and false${bothWays === total ? '' : `; --json names the other ${total - bothWays}, other scenarios and faults reach them`}`)}`]),
    ...(guarantee === undefined ? [] : [`  ${palette.faint(guaranteeText(guarantee))}`]),
    ...(report.kind === 'differential' ? [] : vacuityFacts(report)).flatMap(([label, text]) => wrapText(`${label}: ${text}`, width - 2).map((line) => `  ${palette.faint(line)}`)),
    ...(cut === 0 || !(report.kind === 'differential' || judgesLiveness(properties)) ? [] : [`  ${palette.unsure(`${count(cut, 'run')} did not come to rest, so ${report.kind === 'differential' ? 'nothing was compared' : 'liveness was not judged'} in ${cut === 1 ? 'it' : 'them'}`)}`]),
  ];
}

/** What strategy pct promises of each run. */
function guaranteeText({ depth, flows, steps, probability }: Guarantee): string {
  return `each run finds what takes ${count(depth, 'event')} in order, of ${count(flows, 'flow')} in ${count(steps, 'step')}, with a probability of at least ${probability.toExponential(1)}, if faults and timers strike and components choose as it takes`;
}

function judgesLiveness(properties: CheckReport['properties']): boolean {
  return properties.some((property) => 'kind' in property && property.kind === 'liveness');
}

function violationLines(found: FoundViolation, report: CheckReport, palette: Palette): string[] {
  const { violation, steps, completionLength, circleLength, files, kept, notices } = found;
  const words = wordsFor(violation.property);
  const showsAtLast = completionLength === 0 && circleLength === undefined;
  return [
    `${palette.bad('✘')} ${palette.strong(words.verdict)}: ${palette.bad(violation.property)}`,
    ...labelled(words.promised, violation.statement),
    ...labelled(words.happened, violation.explanation),
    '',
    ...counterexampleLines(steps, showsAtLast, palette),
    ...howFound(found, report).map((line) => `  ${palette.faint(line)}`),
    ...endingLines(found).map((line) => `  ${palette.faint(line)}`),
    ...(files.length === 0 ? [] : labelled('Written:', files.join(', '))),
    ...(kept === undefined || report.kind === 'regression' ? [] : labelled('Kept:', `${kept}: the next check of this scenario begins with it`)),
    ...notices.flatMap((notice) => labelled('Note:', notice)),
  ];
}

function howFound(found: FoundViolation, report: CheckReport): readonly string[] {
  switch (report.kind) {
    case 'random':
      return foundAtRandom(found, report);
    case 'differential':
      return [...foundAtRandom(found, report), ...comparisonLines(report), hint];
    case 'exhaustive':
      return foundBySearch(found, report);
    case 'regression':
      return foundBefore(report);
  }
}

function foundBefore({ foundBefore: { file, isSameRun }, milliseconds }: RegressionReport): readonly string[] {
  return [`Found before, still there: ${file}, ${duration(milliseconds)}${changedRun(isSameRun)}`, 'No other run was tried; with --no-regressions others are'];
}

function foundAtRandom({ steps, foundLength, isShortest }: FoundViolation, { statistics, milliseconds }: RandomReport | DifferentialReport): readonly string[] {
  return [`${foundWith({ length: steps.length, foundLength, isShortest })}, in run ${statistics.runs}, ${duration(milliseconds)}, seed ${statistics.seed}`];
}

function foundBySearch({ steps, foundLength, isShortest }: FoundViolation, { statistics, milliseconds }: ExhaustiveReport): readonly string[] {
  const rank = isShortest ? 'a shortest schedule: nothing shorter shows it' : 'the shortest found: a shorter one may show it, too';
  return [`${foundWith({ length: steps.length, foundLength })}, after ${count(statistics.states, 'state')}, ${duration(milliseconds)}; ${rank}`];
}

/** What was promised: by name, as long as that says something at a glance. */
export function propertiesText(report: { readonly properties: readonly { readonly name: string }[] }, program: string, palette: Palette): string {
  const names = report.properties.map(({ name }) => name);
  const all = count(names.length, 'property', 'properties');
  const text = names.length > fewNames ? `${all}: ${program} list properties says what they promise` : `${all}: ${names.join(', ')}`;
  return lines(wrapText(text, width).map((line) => palette.faint(line)));
}

/** The last lines: what to type next. */
export function nextText(title: string, commands: readonly string[], palette: Palette): string {
  return lines([palette.strong(title), ...commands.map((command) => `  ${palette.command(command)}`)]);
}

export function lines(all: readonly string[]): string {
  return all.length === 0 ? '' : `${all.join('\n')}\n`;
}
