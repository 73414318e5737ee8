import type { CursorStatus, View } from './component.ts';
import type { Json } from './json.ts';
import type { StateView } from './system.ts';
import { cursorStatus, slotFields, slotName, type World } from './world.ts';

/** Reads a state and writes down what it read, so that the outcome can be remembered by it. */
export class Tracer {
  /** Keys and values in turn. */
  readonly reads: number[] = [];
  readonly #seen = new Set<number>();
  readonly #world: World;
  readonly #vector: Int32Array;

  constructor(world: World, vector: Int32Array) {
    this.#world = world;
    this.#vector = vector;
  }

  /** The value or content in the slot of that name. */
  read(name: string): number {
    const { slots } = this.#world;
    const slot = slots.slot(name);
    return slots.decode(slot, this.#note(slot));
  }

  #note(key: number): number {
    const value = this.#world.slots.read(this.#vector, key);
    if (!this.#seen.has(key)) {
      this.#seen.add(key);
      this.reads.push(key, value);
    }
    return value;
  }

  part(component: string, part: string): Json | undefined {
    return this.#world.values.value(this.read(slotName.part(component, part)));
  }

  parts(component: string, prefix: string): readonly string[] {
    const { slots } = this.#world;
    const query = slots.query(slotName.part(component, prefix));
    this.#note(query);
    return slots.presentSlots(this.#vector, query).map((slot) => slotFields(slots.name(slot))[1] ?? '').sort();
  }

  cursor(log: string, reader: string): CursorStatus {
    return cursorStatus(this.read(slotName.cursor(log, reader)));
  }

  place(log: string, reader: string): Json | undefined {
    return this.#world.values.value(this.read(slotName.place(log, reader)));
  }

  /** In the order of a FIFO channel; else in one that does not depend on which value was seen first. */
  underway(from: string, to: string): readonly Json[] {
    return this.#world.underway(from, to, this.read(slotName.channel(from, to)));
  }

  contents(name: string): readonly Json[] {
    const { contents, values } = this.#world;
    return contents.get(this.read(name)).map((id) => values.value(id) ?? null);
  }
}

/** What a component sees: its own parts, and where cursors stand. */
export function viewOf(tracer: Tracer, component: string): View {
  return {
    get: (part) => tracer.part(component, part),
    keys: (prefix) => tracer.parts(component, prefix),
    cursor: (log, reader = component) => tracer.cursor(log, reader),
    place: (log, reader = component) => tracer.place(log, reader),
  };
}

/** What a property sees: everything. */
export function stateView(tracer: Tracer, world: World): StateView {
  return {
    get: (component, part) => tracer.part(component, part),
    keys: (component, prefix) => tracer.parts(component, prefix),
    underway: (from, to) => tracer.underway(from, to),
    pending: (log, reader) => tracer.contents(slotName.pending(log, reader)),
    via: (log, reader) => {
      const via = world.values.value(tracer.read(slotName.via(log, reader)));
      return typeof via === 'string' ? via : undefined;
    },
    isDown: (component) => tracer.read(slotName.down(component)) !== 0,
    memory: (observer) => world.values.value(tracer.read(slotName.observer(observer))) ?? null,
  };
}
