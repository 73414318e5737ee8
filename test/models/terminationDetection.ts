import { reactions, type Component, type Parts, type StateView, type System } from '../../index.ts';

/**
 * What it is to detect that a distributed computation has ended, before any algorithm (Dijkstra's EWD 998; TLA+
 * Examples, AsyncTerminationDetection.tla): active nodes send messages, a message makes its node active. How many
 * messages may be under way is the search's affair.
 */
export function terminationDetection(nodes: number): System {
  const names = Array.from({ length: nodes }, (_, index) => `node${index}`);
  const computation: Component = {
    name: 'computation',
    initial: beginnings(names),
    internals: (part, name) => {
      if (name === 'detected') return [{ label: 'detect termination', input: { action: 'detect' } }];
      const { isActive, pending } = part as Node;
      return [
        ...(isActive ? [{ label: `${name} ends`, input: { action: 'end', name } }] : []),
        ...(isActive ? names.map((to) => ({ label: `${name} sends to ${to}`, input: { action: 'send', name: to } })) : []),
        ...(pending > 0 ? [{ label: `${name} receives`, input: { action: 'receive', name } }] : []),
      ];
    },
    react: (view, input, check) =>
      reactions(view, check, (step) => {
        if (input.kind !== 'internal') return step.impossible();
        const { action, name = '' } = input.input as { readonly action: 'detect' | 'send' | 'end' | 'receive'; readonly name?: string };
        const node = (): Node => step.get(name) as Node;
        const hasEnded = (): boolean => names.every((other) => isQuiet(step.get(other) as Node));
        switch (action) {
          case 'send':
            return step.set(name, { ...node(), pending: node().pending + 1 });
          case 'receive':
            return step.set(name, { isActive: true, pending: node().pending - 1 });
          case 'end':
            step.set(name, { ...node(), isActive: false });
            // Whoever is the last may tell that it is.
            if (hasEnded() && step.choose(['noticed', 'unnoticed']) === 'noticed') step.set('detected', true);
            return;
          case 'detect':
            if (!hasEnded()) step.impossible();
            return step.set('detected', true);
        }
      }),
  };
  return { components: [computation] };
}

type Node = { readonly isActive: boolean; readonly pending: number };

const isQuiet = ({ isActive, pending }: Node): boolean => !isActive && pending === 0;

/** Any nodes may be active; where none is, termination may have been detected. */
function beginnings(names: readonly string[]): readonly Parts[] {
  return Array.from({ length: 2 ** names.length }, (_, bits) => bits).flatMap((bits) => {
    const nodes = Object.fromEntries(names.map((name, index) => [name, { isActive: ((bits >> index) & 1) === 1, pending: 0 } satisfies Node]));
    return (bits === 0 ? [false, true] : [false]).map((detected): Parts => ({ ...nodes, detected }));
  });
}

export const pendingUpTo = (maximum: number, nodes: number): readonly ((state: StateView) => boolean)[] =>
  Array.from({ length: nodes }, (_, index) => (state: StateView) => (state.get('computation', `node${index}`) as Node).pending <= maximum);
