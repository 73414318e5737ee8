import type { Check, Component, CursorStatus, Input, Parts, Reaction, View } from '../../model/kernel/component.ts';
import { initialParts } from '../../model/kernel/component.ts';
import type { Json } from '../../model/kernel/json.ts';

/** A component's parts as it sees them, without an engine. Cursors are named `<log>` (its own) or `<log> <reader>`. */
export function fakeView(parts: Parts, cursors: { readonly [cursor: string]: CursorStatus } = {}): View {
  return {
    get: (part) => parts[part],
    keys: (prefix) => Object.keys(parts).filter((part) => part.startsWith(prefix)).sort(),
    cursor: (log, reader) => cursors[reader === undefined ? log : `${log} ${reader}`] ?? 'none',
    place: () => undefined,
  };
}

export interface RunOptions {
  /** Guards replaced. */
  readonly mutants?: { readonly [guard: string]: boolean };
  readonly cursors?: { readonly [cursor: string]: CursorStatus };
  /** Faults that may strike; ways that cost others are left out. */
  readonly faults?: readonly string[];
}

/** Every way in which the component reacts, with the parts after it. */
export function runReactions(component: Component, parts: Parts, input: Input, options: RunOptions = {}): readonly { readonly reaction: Reaction; readonly parts: Parts }[] {
  const declared = Object.keys(component.guards ?? {});
  const check: Check = (guard, holds) => {
    if (!declared.includes(guard)) throw new Error(`${component.name} checks ${guard}, which it does not declare`);
    return options.mutants?.[guard] ?? holds;
  };
  return component
    .react(fakeView(parts, options.cursors), input, check)
    .filter((reaction) => (reaction.faults ?? []).every((fault) => options.faults?.includes(fault)))
    .map((reaction) => ({ reaction, parts: applyTo(parts, reaction) }));
}

/** The one way in which it reacts. @throws when there are several, or none */
export function runReaction(component: Component, parts: Parts, input: Input, options: RunOptions = {}): { readonly reaction: Reaction; readonly parts: Parts } {
  const ways = runReactions(component, parts, input, options);
  const [way] = ways;
  if (way === undefined || ways.length > 1) {
    throw new Error(`${component.name} has ${ways.length} ways to react: ${ways.map(({ reaction }) => reaction.label ?? '(no label)').join('; ')}`);
  }
  return way;
}

export function applyTo(parts: Parts, reaction: Reaction): Parts {
  return Object.fromEntries(Object.entries({ ...parts, ...reaction.set }).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

/** The parts after a reaction. */
export const partsAfter = applyTo;

export function message(from: string, content: Json): Input {
  return { kind: 'message', from, message: content };
}

export { initialParts };
