import { explained, recordedFates, replacementName, summaryOf, type Explained, type Recorded } from '../../generators/mutation/index.ts';
import type { Survivor } from '../../properties/mutants/index.ts';
import { fateText } from '../terminal/mutants.ts';

/** What became of every replaced guard, as a page to read. */
export function mutantsPage(outcome: Recorded, survivors: readonly Survivor[]): string {
  const all = recordedFates(outcome).map((fate) => explained(fate, survivors));
  const { killed, equivalent, gaps, unexplained } = summaryOf(all);
  const noticed = all.filter(({ fate, survivor }) => survivor === undefined && fate.verdict !== 'survived' && fate.verdict !== 'unreached');
  const section = (title: string, about: string, those: readonly Explained[], columns: readonly string[], row: (one: Explained) => readonly string[]): readonly string[] =>
    those.length === 0 ? [] : ['', `## ${title}`, '', about, '', tableRow(columns), tableRow(columns.map(() => '---')), ...those.map((one) => tableRow([`\`${replacementName(one)}\``, ...row(one)]))];
  const why = ({ fate, survivor }: Explained): readonly string[] => [fateText(fate), survivor?.argument ?? ''];
  return [
    '# What notices each guard',
    '',
    `Every guard of the model was made to answer always true, and always false: ${all.length} mutants. ${killed} of them are noticed, ${equivalent} change nothing that could be noticed, and of ${gaps} it is said what is missing${unexplained === 0 ? '' : `; ${unexplained} are not explained`}.`,
    '',
    `Written by \`npm run mutation\` (seed ${outcome.seed}, at most ${outcome.runs} runs in a scenario). \`podproof mutants --guard KIND.GUARD\` tries one again, and prints the command that shows how it is noticed.`,
    ...section('Not explained', 'Nothing noticed them, and nobody has said why.', all.filter(({ fate, survivor }) => survivor === undefined && (fate.verdict === 'survived' || fate.verdict === 'unreached')), ['mutant', 'outcome'], ({ fate }) => [fateText(fate)]),
    ...section('Gaps', 'Nothing noticed them; a promise or a scenario is missing.', all.filter(({ survivor }) => survivor?.verdict === 'gap'), ['mutant', 'outcome', 'what is missing'], why),
    ...section('Equivalent', 'Nothing noticed them, and nothing can.', all.filter(({ survivor }) => survivor?.verdict === 'equivalent'), ['mutant', 'outcome', 'why'], why),
    ...section('Noticed', 'The first property that noticed, where, and in which run.', noticed, ['mutant', 'outcome'], ({ fate }) => [fateText(fate)]),
    '',
  ].join('\n');
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ')).join(' | ')} |`;
}
