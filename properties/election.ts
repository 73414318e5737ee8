import type { StateView } from '../model/kernel/index.ts';

/** Where a controller manager stands in the election of a leader (`leading`, ...); undefined when it has no need of one. */
export function electionOf(state: StateView, manager: string): string | undefined {
  return (state.get(manager, 'election') as { readonly value: string } | undefined)?.value;
}
