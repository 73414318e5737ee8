import type { Reason } from '../../generators/explained/reasons.ts';
import { reactionOf, type Run } from '../../model/kernel/index.ts';
import type { DrawingStyle } from '../sequence/style.ts';
import type { ShownStep } from '../terminal/steps.ts';

/** A run's steps for the terminal. @param reasons why each is there, of the first of them */
export function shownSteps(run: Run, style: DrawingStyle, reasons: readonly Reason[] = []): readonly ShownStep[] {
  return run.steps.map(({ label, action }, index) => ({
    label,
    notes: (reactionOf(action)?.reaction.notes ?? []).flatMap((note) => style.noteText(note) ?? []),
    quiet: style.isQuiet(action),
    ...(reasons[index] && { reason: reasons[index] }),
  }));
}
