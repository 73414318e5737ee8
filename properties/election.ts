import type { StateView } from '../model/kernel/index.ts';

/** Where a replica stands in the election of a leader (`leading`, ...); undefined when it has no need of one. */
export function electionOf(state: StateView, replica: string): string | undefined {
  return (state.get(replica, 'election') as { readonly value: string } | undefined)?.value;
}

/** Whether it takes part in an election and does not lead. */
export function follows(state: StateView, replica: string): boolean {
  return !['leading', undefined].includes(electionOf(state, replica));
}
