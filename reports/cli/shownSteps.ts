import { reactionOf, type Run } from '../../model/kernel/index.ts';
import type { DrawingStyle } from '../sequence/style.ts';
import type { ShownStep } from '../terminal/steps.ts';

/** A run's steps for the terminal. */
export function shownSteps(run: Run, style: DrawingStyle): readonly ShownStep[] {
  return run.steps.map(({ label, action }) => ({
    label,
    notes: (reactionOf(action)?.reaction.notes ?? []).flatMap((note) => style.noteText(note) ?? []),
    quiet: style.isQuiet(action),
  }));
}
