import type { Engine, State } from '../../model/kernel/index.ts';

/** Watches budgets: a fault has struck where less than all of its budget is left. */
export class StruckFaults {
  #left: readonly { readonly fault: string; readonly slot: number; readonly budget: number }[];

  constructor(engine: Engine) {
    // An unlimited budget is not counted.
    this.#left = Object.entries(engine.system.faults ?? {}).flatMap(([fault, budget]) => (budget === 'unlimited' || budget === 0 ? [] : [{ fault, budget, slot: engine.budgetSlot(fault) }]));
  }

  lookAt(state: State): void {
    for (const { fault, slot, budget } of this.#left) if (state[slot] !== budget) this.#left = this.#left.filter((other) => other.fault !== fault);
  }

  /** Faults that struck in no state that was looked at. */
  get never(): readonly string[] {
    return this.#left.map(({ fault }) => fault);
  }
}
