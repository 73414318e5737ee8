import { replacementName, type Explained, type Fate, type MutationSummary } from '../../generators/mutation/index.ts';
import type { Palette } from './palette.ts';
import { count, labelled, number } from './text.ts';

/** A replaced guard, and what became of it; of a survivor, why. */
export function mutantLines({ fate, survivor, ...replacement }: Explained, palette: Palette): readonly string[] {
  const [sign, style] = fate.verdict === 'survived' || fate.verdict === 'unreached' ? (survivor === undefined ? (['✘', palette.bad] as const) : (['○', palette.unsure] as const)) : (['✔', palette.good] as const);
  const why = survivor === undefined ? [] : labelled(survivor.verdict === 'gap' ? 'Gap:' : 'Equivalent:', survivor.argument);
  return [`${style(sign)} ${replacementName(replacement)}: ${fateText(fate)}`, ...why.map((line) => palette.faint(line))];
}

export function fateText(fate: Fate): string {
  switch (fate.verdict) {
    case 'killed':
      return `killed by ${fate.property} in ${fate.scenario}, run ${number(fate.runs)}`;
    case 'killed by the model':
      return `killed by the model in ${fate.scenario}, run ${number(fate.runs)}: ${fate.error.split('\n')[0] ?? ''}`;
    case 'never rests':
      return `never comes to rest in ${fate.scenario}, in none of ${count(fate.runs, 'run')}`;
    case 'survived':
      return `survived ${count(fate.runs, 'run')} of ${count(fate.scenarios, 'scenario')}`;
    case 'unreached':
      return 'unreached: no run would have been any different';
  }
}

export interface BrokenOriginal {
  readonly scenario: string;
  readonly property: string;
  readonly held: number;
}

/** `201 of 286 killed, 60 explained, 25 gaps`. */
export function summaryText({ all, killed, equivalent, gaps, unexplained }: MutationSummary, wanted: number, broken: readonly BrokenOriginal[], palette: Palette): string {
  const left = wanted - all;
  const parts = [`${number(killed)} of ${number(all)} killed`, `${number(equivalent)} explained`, count(gaps, 'gap'), ...(unexplained === 0 ? [] : [`${number(unexplained)} unexplained`])];
  return [
    `${palette.strong(parts.join(', '))}${left === 0 ? '' : palette.unsure(`; interrupted, ${number(left)} not tried`)}\n`,
    ...broken.map(({ scenario, property, held }) => `${labelled('Note:', `in ${scenario} ${property} breaks without any replacement, in run ${number(held + 1)}: only runs before it count`, 0).join('\n')}\n`),
  ].join('');
}
