import { printable } from './text.ts';
import type { Palette } from './palette.ts';

export interface ShownStep {
  readonly label: string;
  /** What happened inside, in words. */
  readonly notes?: readonly string[];
  /** It only keeps a cache up to date. */
  readonly quiet?: boolean;
  /** After it a promise is broken. */
  readonly breaks?: boolean;
}

/** So many steps at the beginning and the end of a long run say what it is about. */
const head = 10;
const tail = 50;

/** Numbered steps, one a line. `shorten`: a long run's middle is left out. */
export function numbered(steps: readonly ShownStep[], palette: Palette, shorten: boolean): readonly string[] {
  const digits = String(steps.length).length;
  const lines = steps.map((step, index) => [
    `${step.breaks ? palette.bad('✘') : ' '} ${palette.faint(String(index + 1).padStart(digits))}  ${(step.quiet ? palette.faint : same)(printable(step.label))}`,
    ...(step.notes ?? []).map((note) => palette.faint(`  ${' '.repeat(digits)}    ${printable(note).replaceAll('\n', ' ')}`)),
  ]);
  if (!shorten || steps.length <= head + tail + 1) return lines.flat();
  const left = steps.length - head - tail;
  return [...lines.slice(0, head).flat(), palette.faint(`  ${' '.repeat(digits)}  … ${left} steps more, see replay or the trace`), ...lines.slice(-tail).flat()];
}

function same(text: string): string {
  return text;
}
