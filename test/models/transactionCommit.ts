import { reactions, type Component, type System } from '../../index.ts';

/**
 * What an atomic commit is, before any protocol (Gray and Lamport, "Consensus on Transaction Commit", TCommit.tla):
 * resource managers that see each other's phases. One component with a part a resource manager.
 */
export function transactionCommit(resourceManagers: number): System {
  const names = Array.from({ length: resourceManagers }, (_, index) => `rm${index}`);
  const managers: Component = {
    name: 'managers',
    initial: Object.fromEntries(names.map((name) => [name, 'working' satisfies Phase])),
    internals: (phase, name) => (movesOf[phase as Phase] ?? []).map((to) => ({ label: `${name} becomes ${to}`, input: { name, to } })),
    react: (view, input, check) =>
      reactions(view, check, (step) => {
        if (input.kind !== 'internal') return step.impossible();
        const { name, to } = input.input as { readonly name: string; readonly to: Phase };
        const phases = names.map((other) => step.get(other) as Phase);
        if (to === 'committed' && !phases.every((phase) => phase === 'prepared' || phase === 'committed')) return step.impossible();
        if (to === 'aborted' && phases.includes('committed')) return step.impossible();
        step.set(name, to);
      }),
  };
  return { components: [managers] };
}

type Phase = 'working' | 'prepared' | 'committed' | 'aborted';

const movesOf: { readonly [phase in Phase]: readonly Phase[] } = { working: ['prepared', 'aborted'], prepared: ['committed', 'aborted'], committed: [], aborted: [] };
