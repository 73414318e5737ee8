import { reactionOf, type JsonObject } from '../../../model/kernel/index.ts';
import type { Scenario } from '../../../model/scenario.ts';
import type { Palette } from '../../terminal/palette.ts';
import { printable } from '../../terminal/text.ts';
import { lines } from '../../terminal/verdict.ts';
import { calmRun } from '../calmRun.ts';
import type { Toolbox } from '../toolbox.ts';

/**
 * What kubectl prints when nothing goes wrong: a manifest that the API server refuses would otherwise be
 * checked to perfection without anything being created.
 */
export function kubectlText(toolbox: Toolbox, scenario: Scenario, palette: Palette): string {
  const printed = calmRun(toolbox, scenario).run.steps.flatMap(({ action }) =>
    (reactionOf(action)?.reaction.notes ?? []).flatMap((note) => {
      const { note: name, text, outcome } = note as JsonObject;
      return name === 'kubectl printed' && typeof text === 'string' ? [{ text: printable(text), isError: outcome === 'error' }] : [];
    }),
  );
  return lines(printed.map(({ text, isError }) => `  kubectl: ${isError ? palette.bad(text) : text}`));
}
