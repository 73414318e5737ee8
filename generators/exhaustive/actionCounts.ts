import type { Action, ActionKind, Engine } from '../../model/kernel/index.ts';
import { countsTogether } from '../search/counts.ts';
import { faultsOf } from '../vacuity/faultsOf.ts';

/** How often actions were taken: transitions, equal ones from other states included. */
export interface ActionCounts {
  readonly kinds: { readonly [kind in ActionKind]: number };
  /** By component: who acts, or suffers a fault. One that never did has 0. */
  readonly components: { readonly [component: string]: number };
  /** By fault, each that the budget has: one with 0 could strike nowhere. */
  readonly faults: { readonly [fault: string]: number };
}

/** Counts the actions that a search takes; one addition a transition. */
export class ActionCounter {
  readonly #counts: number[] = [];
  readonly #actions: Action[] = [];

  count(action: Action): void {
    const { number } = action;
    const before = this.#counts[number];
    if (before === undefined) this.#actions.push(action);
    this.#counts[number] = (before ?? 0) + 1;
  }

  counts({ system }: Engine): ActionCounts {
    const kinds = { deliver: 0, internal: 0, timer: 0, fault: 0, restart: 0 };
    const components = new Map(system.components.map(({ name }) => [name, 0]));
    const faults = new Map(Object.entries(system.faults ?? {}).flatMap(([fault, budget]) => (budget === 0 ? [] : [[fault, 0] as const])));
    for (const action of this.#actions) {
      const count = this.#counts[action.number] ?? 0;
      kinds[action.kind] += count;
      add(components, action.component, count);
      for (const fault of faultsOf(action, system)) add(faults, fault, count);
    }
    return { kinds, components: Object.fromEntries(components), faults: Object.fromEntries(faults) };
  }
}

/** Of two parts of a search of one system. */
export function actionCountsTogether(one: ActionCounts, other: ActionCounts): ActionCounts {
  return { kinds: countsTogether(one.kinds, other.kinds), components: countsTogether(one.components, other.components), faults: countsTogether(one.faults, other.faults) };
}

function add(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}
