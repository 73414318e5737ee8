import { median, type RecordedBug } from '../../generators/history/index.ts';
import { drawFinding } from './drawFinding.ts';
import { linked } from './references.ts';

/** The page about the bugs of the history, in Markdown: a table, and a chapter on each with the diagram of its run. */
export function historyPage(recorded: readonly RecordedBug[]): string {
  return [introduction(recorded), tableOf(recorded), ...recorded.map(chapter)].join('\n');
}

function introduction(recorded: readonly RecordedBug[]): string {
  const runs = median(recorded.map(({ finding }) => finding.runs));
  const steps = median(recorded.map(({ finding }) => finding.schedule.length));
  return `# Bugs of Kubernetes, found again

<!-- Written by \`npm run history\`. -->

${recorded.length} bugs that Kubernetes had, or has. Each is a cluster in which the checks that were missing are replaced by what they
answered then; everything else is as it is today, and with the checks every property held there in as many runs. Podproof finds each of them
from all properties at once, with schedules at random, and shortens the run. With the luckiest of five seeds, which is the one recorded here, it takes
${runs} ${runs === 1 ? 'run' : 'runs'} in the median, and ${steps} steps are left.
\`npx podproof history\` prints the table, \`npx podproof history ${recorded[0]?.bug.id ?? 'ID'}\` finds a bug again.
`;
}

function tableOf(recorded: readonly RecordedBug[]): string {
  return [
    '| | what went wrong | references | violated | guards replaced | seed, strategy | runs | steps |',
    '|---|---|---|---|---|---|---|---|',
    ...recorded.map(({ bug, finding }) => row([`[${bug.id}](#${bug.id.toLowerCase()})`, bug.title, bug.references.map(linked).join(', '), bug.violates, guardsOf({ bug }).map(code).join(', '), `${finding.seed}, ${finding.strategy}`, String(finding.runs), stepsOf(finding)])),
    '',
    'Runs: the number of the run that showed it first. Steps: of the shortened run, from so many; a star: every shorter one was tried, and none shows it.',
    '',
  ].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`;
}

function stepsOf({ schedule, foundLength, isShortest }: RecordedBug['finding']): string {
  return `${schedule.length}${isShortest ? '\\*' : ''} (${foundLength})`;
}

/** `apiserver.podIsUnbound=true` */
export function guardsOf({ bug }: Pick<RecordedBug, 'bug'>): readonly string[] {
  return Object.entries(bug.guards).map(([guard, forced]) => `${guard}=${String(forced)}`);
}

function code(text: string): string {
  return `\`${text}\``;
}

function chapter(one: RecordedBug): string {
  const { bug, finding } = one;
  return `## ${bug.id}

**${bug.title[0]?.toUpperCase() ?? ''}${bug.title.slice(1)}** (${bug.references.map(linked).join(', ')})

${bug.mechanism}

Scenario: ${bug.scenario.name}. Replaced: ${guardsOf(one).map(code).join(', ')}. Violated: \`${bug.violates}\`.

\`\`\`sh
npx podproof history ${bug.id}
\`\`\`

<details>
<summary>The run, ${finding.schedule.length} steps</summary>

\`\`\`mermaid
${drawFinding(one).trimEnd()}
\`\`\`

</details>
`;
}
