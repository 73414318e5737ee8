import type { Action } from './action.ts';
import { ModelError } from './errors.ts';
import type { Observer } from './system.ts';
import { slotName, type World } from './world.ts';

/** Lets properties with memory see every action; what they answer is remembered by (memory, action). */
export class Observers {
  readonly #world: World;
  readonly #all: readonly { readonly observer: Observer; readonly slot: number; readonly memo: Map<number, Map<number, number>> }[];

  constructor(world: World) {
    this.#world = world;
    const names = new Set<string>();
    for (const { name } of world.system.observers ?? []) {
      if (names.has(name)) throw new ModelError(`two observers are named ${name}`, 'a name is where the memory is kept: give each observer (each monitor) its own');
      names.add(name);
    }
    this.#all = (world.system.observers ?? []).map((observer) => ({ observer, slot: world.slots.slot(slotName.observer(observer.name)), memo: new Map<number, Map<number, number>>() }));
  }

  observe(next: Int32Array, action: Action): void {
    for (const { observer, slot, memo } of this.#all) {
      const memory = next[slot] ?? 0;
      let row = memo.get(memory);
      if (row === undefined) memo.set(memory, (row = new Map<number, number>()));
      let after = row.get(action.number);
      if (after === undefined) {
        const { values } = this.#world;
        after = values.intern(observer.observe(values.value(memory) ?? null, action.happening), `memory of ${observer.name}`);
        row.set(action.number, after);
      }
      next[slot] = after;
    }
  }
}
