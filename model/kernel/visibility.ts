import type { Json } from './json.ts';
import { cursor, slotName, type World } from './world.ts';

/** The slots of whoever a reader reads through. */
export interface Server {
  readonly cursor: number;
  readonly pending: number;
}

type Test = (state: Int32Array) => boolean;

/** Tells whether the next entry of a log may reach a reader: only after the one it reads through (its API server) has seen it. */
export class Visibility {
  readonly #world: World;
  readonly #tests = new Map<string, Test>();

  constructor(world: World) {
    this.#world = world;
  }

  /** The test of one reader; its slots are looked up once. */
  of(reader: string, log: string): Test {
    const key = slotName.cursor(log, reader);
    let test = this.#tests.get(key);
    if (test === undefined) this.#tests.set(key, (test = this.#test(reader, log)));
    return test;
  }

  /** The cursors and places (pending slots) of all through whom a reader has read so far. */
  servers(reader: string, log: string): readonly Server[] {
    const { slots, values, slotOf } = this.#world;
    return slots.heldIn(slotOf.via(log, reader)).flatMap((via) => this.#serverOf(log, values.value(via)) ?? []);
  }

  /** Finds the cursor that is not open: the reader's own, or that of the one it reads through. */
  closing(reader: string, log: string): (state: Int32Array) => number | undefined {
    const { slotOf } = this.#world;
    const mine = slotOf.cursor(log, reader);
    const via = slotOf.via(log, reader);
    const serverOf = this.#serverBy(log, via);
    return (state) => {
      if (state[mine] !== cursor.open) return mine;
      const server = serverOf(state[via] ?? 0);
      if (server === null) return undefined;
      const its = state[server.cursor] ?? cursor.none;
      return its === cursor.none || its === cursor.expired ? server.cursor : undefined;
    };
  }

  #test(reader: string, log: string): Test {
    const { slots, contents, values, slotOf } = this.#world;
    const pending = slotOf.pending(log, reader);
    const via = slotOf.via(log, reader);
    const counts: number[] = [];
    const { concerns } = this.#world.log(log, reader);
    const concerning = (content: number): number => (counts[content] ??= contents.get(content).filter((id) => concerns?.(reader, values.value(id) ?? null) ?? true).length);
    const serverOf = this.#serverBy(log, via);
    const closedBy = this.closing(reader, log);
    return (state) => {
      // Whoever has no place in the history has seen nothing of what is left of it.
      if (closedBy(state) !== undefined) return false;
      const server = serverOf(state[via] ?? 0);
      if (server === null) return true;
      return contents.get(slots.decode(pending, state[pending] ?? 0)).length > concerning(slots.decode(server.pending, state[server.pending] ?? 0));
    };
  }

  /** By what the slot of the one who is read through holds. */
  #serverBy(log: string, via: number): (held: number) => Server | null {
    const { slots, values } = this.#world;
    const servers: (Server | null | undefined)[] = [];
    return (held) => {
      const known = servers[held];
      return known === undefined ? (servers[held] = this.#serverOf(log, values.value(slots.decode(via, held)))) : known;
    };
  }

  #serverOf(log: string, via: Json | undefined): Server | null {
    if (typeof via !== 'string') return null;
    const { slotOf } = this.#world;
    return { cursor: slotOf.cursor(log, via), pending: slotOf.pending(log, via) };
  }
}
