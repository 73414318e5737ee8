import type { JsonObject } from '../kernel/json.ts';

/**
 * What a component tells monitors and diagrams about the inside of a step. `note` names it, `text` is what a
 * person reads; further fields are facts for monitors.
 */
export type Note = JsonObject & { readonly note: string; readonly text: string };

export function note(name: string, text: string, facts: JsonObject = {}): Note {
  return { ...facts, note: name, text };
}
