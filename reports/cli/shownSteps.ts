import type { Reason } from '../../generators/explained/reasons.ts';
import { reactionOf, singleSteps, type ReplayedStep, type Run } from '../../model/kernel/index.ts';
import type { DrawingStyle } from '../sequence/style.ts';
import type { ShownStep } from '../terminal/steps.ts';

/** A run's steps for the terminal. @param reasons why each is there, of the first of them */
export function shownSteps(run: Run, style: DrawingStyle, reasons: readonly Reason[] = []): readonly ShownStep[] {
  return run.steps.map((step, index) => ({
    label: step.label,
    notes: singleSteps(step).flatMap((single, place) => [...(place === 0 || style.isQuiet(single.action) ? [] : [`at once: ${single.label}`]), ...notesOf(single, style)]),
    quiet: style.isQuiet(step.action),
    ...(reasons[index] && { reason: reasons[index] }),
  }));
}

function notesOf({ action }: ReplayedStep, style: DrawingStyle): readonly string[] {
  return (reactionOf(action)?.reaction.notes ?? []).flatMap((note) => style.noteText(note) ?? []);
}
