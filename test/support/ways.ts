import type { Check, Component, CursorStatus, Input, Parts, Reaction, View } from '../../model/kernel/component.ts';
import type { Json } from '../../model/kernel/json.ts';
import { fakeView, partsAfter } from './parts.ts';

/** One way in which a component reacts, with its parts after it. */
export interface Way {
  readonly reaction: Reaction;
  readonly parts: Parts;
}

/** `<log>` is the component's own cursor, `<log> <reader>` that of another. */
export type Cursors = { readonly [cursor: string]: CursorStatus };

export interface Circumstances {
  /** Guards replaced. */
  readonly mutants?: { readonly [guard: string]: boolean };
  readonly cursors?: Cursors;
  /** Faults that may strike; ways that cost others are left out. */
  readonly faults?: readonly string[];
}

export function viewWith(parts: Parts, cursors: Cursors = {}): View {
  return { ...fakeView(parts), cursor: (log, reader) => cursors[reader === undefined ? log : `${log} ${reader}`] ?? 'none' };
}

export function ways(component: Component, parts: Parts, input: Input, { mutants, cursors, faults }: Circumstances = {}): readonly Way[] {
  const check: Check = (guard, holds) => {
    if (component.guards?.[guard] === undefined) throw new Error(`${component.name} checks a guard that it does not declare: ${guard}`);
    return mutants?.[guard] ?? holds;
  };
  return component
    .react(viewWith(parts, cursors), input, check)
    .filter((reaction) => (reaction.faults ?? []).every((fault) => faults?.includes(fault)))
    .map((reaction) => ({ reaction, parts: partsAfter(parts, reaction) }));
}

/** @throws when there is not exactly one */
export function onlyWay(component: Component, parts: Parts, input: Input, circumstances: Circumstances = {}): Way {
  const found = ways(component, parts, input, circumstances);
  const [way] = found;
  if (way === undefined || found.length > 1) {
    throw new Error(`${component.name} has ${found.length} ways to react: ${found.map(({ reaction }) => reaction.label ?? '(no label)').join('; ')}`);
  }
  return way;
}

export function message(from: string, content: Json): Input {
  return { kind: 'message', from, message: content };
}
