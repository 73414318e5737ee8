import type { Component, Input, Parts, Reaction, View } from '../../model/kernel/component.ts';
import type { Json } from '../../model/kernel/json.ts';

/** A view of parts written down by hand. */
export function fakeView(parts: Parts): View {
  return {
    get: (part) => parts[part],
    keys: (prefix) => Object.keys(parts).filter((part) => part.startsWith(prefix)).sort(),
    cursor: () => 'open',
  };
}

/** The ways a component may react, its guards telling the truth unless a mutant says otherwise. */
export function runReaction(component: Component, parts: Parts, input: Input, mutants: { readonly [guard: string]: boolean } = {}): readonly Reaction[] {
  return component.react(fakeView(parts), input, (guard, holds) => {
    if (component.guards?.[guard] === undefined) throw new Error(`${component.name} checks a guard that it does not declare: ${guard}`);
    return mutants[guard] ?? holds;
  });
}

/** The parts after a reaction. */
export function partsAfter(parts: Parts, reaction: Reaction): Parts {
  const next: { [part: string]: Json } = { ...parts };
  for (const [part, value] of Object.entries(reaction.set ?? {})) {
    if (value === undefined) delete next[part];
    else next[part] = value;
  }
  return next;
}
