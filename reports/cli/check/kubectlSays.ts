import { reactionOf, type Json, type JsonObject } from '../../../model/kernel/index.ts';
import { unknownFields } from '../../../model/objects/index.ts';
import type { Scenario } from '../../../model/scenario.ts';
import { calmRun } from '../calmRun.ts';
import type { Io } from '../io.ts';
import type { Toolbox } from '../toolbox.ts';

/** What kubectl prints about one command. */
export interface KubectlLine {
  readonly text: string;
  readonly isError: boolean;
}

/** What the user sees when nothing goes wrong. */
export interface Said {
  readonly printed: readonly KubectlLine[];
  /** Pods that are neither ready nor done in the end, as `kubectl get pods` shows them. */
  readonly unready: readonly string[];
}

export const saysNothing: Said = { printed: [], unready: [] };

/**
 * What kubectl prints when nothing goes wrong: a manifest that the API server refuses, or a pod that no node takes,
 * would otherwise be checked to perfection without anything being run.
 */
export async function kubectlSays(io: Io, toolbox: Toolbox, scenario: Scenario): Promise<Said> {
  const { run } = await calmRun(io, toolbox, scenario);
  const notes = run.steps.flatMap(({ action }) => reactionOf(action)?.reaction.notes ?? []).map((note) => note as JsonObject);
  const printed = notes.flatMap(({ note, text: line, outcome }) => (note === 'kubectl printed' && typeof line === 'string' ? [{ text: line, isError: outcome === 'error' }] : []));
  const rows = new Map(notes.flatMap((row) => (row['note'] === 'printed' && typeof row['pod'] === 'string' ? [[row['pod'], row] as const] : [])));
  return { printed, unready: [...rows].flatMap(([pod, row]) => (isWell(row) ? [] : [`${pod} (${text(row['status'])})`])) };
}

/** How many fields are named at once. */
const mostFields = 5;

/** What of the manifests means nothing to the model: kubectl would refuse a typing error, and of the rest no verdict speaks. */
export function unknownFieldsNotice({ objects, commands }: Scenario): readonly string[] {
  const manifests = [...objects, ...commands.flatMap((command) => ('object' in command ? [command.object] : []))];
  const found = manifests.flatMap((object) => unknownFields(object).map(({ path, near }) => `${text(object['kind'])} ${text((object['metadata'] as JsonObject | undefined)?.['name'])}: ${path}${near.length === 0 ? '' : ` (did you mean ${near.join(' or ')}?)`}`));
  if (found.length === 0) return [];
  const named = [...found.slice(0, mostFields), ...(found.length > mostFields ? [`and ${found.length - mostFields} more`] : [])].join('; ');
  return [`Fields that the model does not know, so that they have no effect here: ${named}`];
}

/** Ready, done, or on its way out. */
function isWell({ ready, status }: JsonObject): boolean {
  const [running, all] = text(ready).split('/');
  return running === all || ['Completed', 'Succeeded', 'Terminating'].includes(text(status));
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** How many pods are named at once. */
const mostNamed = 5;

/** What the verdict does not say by itself. */
export function warnings({ printed, unready }: Said): readonly string[] {
  if (printed.length > 0 && printed.every(({ isError }) => isError)) {
    return ['The API server refuses all of it even when nothing goes wrong, so the verdict is about a cluster in which nothing is created.'];
  }
  if (unready.length === 0) return [];
  const named = [...unready.slice(0, mostNamed), ...(unready.length > mostNamed ? [`and ${unready.length - mostNamed} more`] : [])].join(', ');
  return [`Not Ready even when nothing goes wrong, so the verdict is about a pod that does not run: ${named}`];
}
