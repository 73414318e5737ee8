import type { CursorStatus, View } from './component.ts';
import type { Json } from './json.ts';
import type { StateView } from './system.ts';
import type { Vector } from './change.ts';
import type { SlotTable } from './slots.ts';
import { cursorStatus, type World } from './world.ts';

/** Reads a state and writes down what it read, so that the outcome can be remembered by it. */
export class Tracer {
  /** Keys and values in turn. */
  readonly reads: number[] = [];
  readonly #held = new Map<number, number>();
  readonly #world: World;
  readonly #vector: Int32Array;

  constructor(world: World, vector: Int32Array) {
    this.#world = world;
    this.#vector = vector;
  }

  /** The state that it reads. */
  get state(): Int32Array {
    return this.#vector;
  }

  /**
   * Reads what the state has become in a vector. What is read where nothing is settled is written down here, as it was.
   * @param settled the slots whose contents are known from what was read before
   */
  later(vector: Vector, settled: ReadonlySet<number>): Tracer {
    return new LaterTracer(this.#world, vector, this, settled);
  }

  /** What the slots that a query asks for and that are present are called by the second field of their names, sorted. */
  names(query: number): readonly string[] {
    return this.#world.namesAt(this.note(query));
  }

  /** The value or content in a slot. */
  read(slot: number): number {
    return this.#world.slots.decode(slot, this.note(slot));
  }

  /** Reads a slot or a query. @returns what it holds */
  note(key: number): number {
    const known = this.#held.get(key);
    if (known !== undefined) return known;
    const value = this.#world.slots.read(this.#vector, key);
    this.#held.set(key, value);
    this.reads.push(key, value);
    return value;
  }

  /** What a key held when it was read; undefined when it was not. */
  noted(key: number): number | undefined {
    return this.#held.get(key);
  }

  /** The slots that a query asks for and that are present, in the order of their names. */
  present(query: number): readonly number[] {
    return this.#world.slots.presentAt(this.note(query));
  }

  isDown(component: string): boolean {
    return this.note(this.#world.slotOf.down(component)) !== 0;
  }

  part(component: string, part: string): Json | undefined {
    return this.#world.values.value(this.read(this.#world.slotOf.part(component, part)));
  }

  parts(component: string, prefix: string): readonly string[] {
    return this.names(this.#world.queryOf.part(component, prefix));
  }

  cursor(log: string, reader: string): CursorStatus {
    return cursorStatus(this.read(this.#world.slotOf.cursor(log, reader)));
  }

  place(log: string, reader: string): Json | undefined {
    return this.#world.values.value(this.read(this.#world.slotOf.place(log, reader)));
  }

  /** In the order of a FIFO channel; else in one that does not depend on which value was seen first. */
  underway(from: string, to: string): readonly Json[] {
    return this.#world.underway(from, to, this.read(this.#world.slotOf.channel(from, to)));
  }

  contents(slot: number): readonly Json[] {
    const { contents, values } = this.#world;
    return contents.get(this.read(slot)).map((id) => values.value(id) ?? null);
  }
}

/** Reads what a state has become in the course of steps that are taken as one. */
class LaterTracer extends Tracer {
  readonly #slots: SlotTable;
  readonly #now: Vector;
  readonly #before: Tracer;
  readonly #settled: ReadonlySet<number>;

  constructor(world: World, now: Vector, before: Tracer, settled: ReadonlySet<number>) {
    super(world, now.data);
    this.#slots = world.slots;
    this.#now = now;
    this.#before = before;
    this.#settled = settled;
  }

  override get state(): Int32Array {
    return this.#now.data;
  }

  override note(key: number): number {
    if (!this.#settled.has(key)) this.#before.note(key);
    return this.#slots.read(this.#now.data, key);
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
    pending: (log, reader) => tracer.contents(world.slotOf.pending(log, reader)),
    via: (log, reader) => {
      const via = world.values.value(tracer.read(world.slotOf.via(log, reader)));
      return typeof via === 'string' ? via : undefined;
    },
    isDown: (component) => tracer.isDown(component),
    memory: (observer) => world.values.value(tracer.read(world.slotOf.observer(observer))) ?? null,
  };
}
