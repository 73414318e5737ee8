import type { Reason } from '../../generators/explained/reasons.ts';
import { wrapText } from '../mermaid/wrap.ts';
import { printable, width } from './text.ts';
import type { Palette } from './palette.ts';

export interface ShownStep {
  readonly label: string;
  /** What happened inside, in words. */
  readonly notes?: readonly string[];
  /** It only keeps a cache up to date. */
  readonly quiet?: boolean;
  /** After it a promise is broken. */
  readonly breaks?: boolean;
  /** Why it is there. */
  readonly reason?: Reason;
}

/** So many steps at the beginning and the end of a long run say what it is about. */
const head = 10;
const tail = 50;

/** Numbered steps, one a line. `shorten`: a long run's middle is left out. */
export function numbered(steps: readonly ShownStep[], palette: Palette, shorten: boolean): readonly string[] {
  const digits = String(steps.length).length;
  const lines = steps.map((step, index) => [
    `${step.breaks ? palette.bad('✘') : ' '} ${palette.faint(String(index + 1).padStart(digits))}  ${(step.quiet ? palette.faint : same)(printable(step.label))}${step.reason === undefined || step.breaks ? '' : palette.faint(`  ${reasonText(step.reason)}`)}`,
    ...(step.notes ?? []).map((note) => palette.faint(`  ${' '.repeat(digits)}    ${printable(note).replaceAll('\n', ' ')}`)),
  ]);
  if (!shorten || steps.length <= head + tail + 1) return lines.flat();
  const left = steps.length - head - tail;
  return [...lines.slice(0, head).flat(), palette.faint(`  ${' '.repeat(digits)}  … ${left} steps more, see replay or the trace`), ...lines.slice(-tail).flat()];
}

/** Read with the legend that goes with it. */
function reasonText(reason: Reason): string {
  switch (reason.kind) {
    case 'enables':
      return `(for ${reason.step + 1})`;
    case 'violates':
      return '(for ✘)';
    case 'breaks':
      return `(else ${reason.property} is violated)`;
    case 'spare':
      return '(could be left out)';
  }
}

/** The steps of a counterexample, numbered, without their notes; what the reasons after them mean comes at the end. */
export function counterexampleLines(steps: readonly ShownStep[], showsAtLast: boolean, palette: Palette): readonly string[] {
  const shown = steps.map((step, index) => ({ ...step, notes: [], breaks: showsAtLast && index === steps.length - 1 }));
  const legend = steps.some(({ reason }) => reason !== undefined) ? wrapText(reasonsLegend(steps), width).map((line) => `  ${palette.faint(line)}`) : [];
  return [...numbered(shown, palette, true), '', ...legend];
}

/** With the number of a step that there is. */
function reasonsLegend(steps: readonly ShownStep[]): string {
  const example = steps.flatMap(({ reason }) => (reason?.kind === 'enables' ? [reason.step + 1] : [])).at(-1);
  const texts = [...(example === undefined ? [] : [`(for ${example}): without this step, step ${example} cannot be taken`]), '(for ✘): without it all others can, and this does not happen'];
  return texts.join('; ');
}

function same(text: string): string {
  return text;
}
