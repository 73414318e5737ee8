import { reactionOf, type JsonObject } from '../../../model/kernel/index.ts';
import type { Scenario } from '../../../model/scenario.ts';
import { calmRun } from '../calmRun.ts';
import type { Io } from '../io.ts';
import type { Toolbox } from '../toolbox.ts';

/** What kubectl prints about one command. */
export interface KubectlLine {
  readonly text: string;
  readonly isError: boolean;
}

/**
 * What kubectl prints when nothing goes wrong: a manifest that the API server refuses would otherwise be
 * checked to perfection without anything being created.
 */
export async function kubectlSays(io: Io, toolbox: Toolbox, scenario: Scenario): Promise<readonly KubectlLine[]> {
  const { run } = await calmRun(io, toolbox, scenario);
  return run.steps.flatMap(({ action }) =>
    (reactionOf(action)?.reaction.notes ?? []).flatMap((note) => {
      const { note: name, text, outcome } = note as JsonObject;
      return name === 'kubectl printed' && typeof text === 'string' ? [{ text, isError: outcome === 'error' }] : [];
    }),
  );
}

/** Set when nothing of what was to be checked is ever created. */
export function refusal(lines: readonly KubectlLine[]): string | undefined {
  if (lines.length === 0 || lines.some(({ isError }) => !isError)) return undefined;
  return 'The API server refuses all of it even when nothing goes wrong, so the verdict is about a cluster in which nothing is created.';
}
