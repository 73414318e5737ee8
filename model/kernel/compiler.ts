import type { Append, CursorMove, Send } from './component.ts';
import type { Json } from './json.ts';
import { cursor, slotName, type World } from './world.ts';

/** A change of the global state, compiled: what an action does to the next vector. */
export type Change = (next: Int32Array) => void;

/** Compiles what reactions and faults ask for; checks addresses once, when a reaction is first computed. */
export class Compiler {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  set(component: string, part: string, value: Json | undefined): Change {
    const slot = this.#world.slots.slot(slotName.part(component, part));
    const id = value === undefined ? 0 : this.#world.values.intern(value, `${component}, part ${part}`);
    return (next) => {
      next[slot] = id;
    };
  }

  send(from: string, { to, message }: Send): Change {
    const { slots, values, contents } = this.#world;
    this.#world.component(to, from);
    const channel = this.#world.channel(from, to);
    const slot = slots.slot(slotName.channel(from, to));
    const id = values.intern(message, `message of ${from} to ${to}`);
    return (next) => {
      next[slot] = contents.send(next[slot] ?? 0, id, channel);
    };
  }

  /** The entry is added to what the log holds for every reader that has a place in it. */
  append(from: string, { log, entry }: Append): Change {
    const { slots, values, contents } = this.#world;
    const { concerns } = this.#world.log(log, from);
    const id = values.intern(entry, `entry of ${from} in ${log}`);
    const prefix = slotName.cursor(log, '');
    const cursors = slots.withPrefix(prefix);
    const pending: { readonly slot: number; readonly wanted: boolean }[] = [];
    return (next) => {
      for (let index = 0; index < cursors.length; index++) {
        const slot = cursors[index] ?? 0;
        const status = next[slot];
        if (status === cursor.none || status === cursor.expired || status === undefined) continue;
        let reader = pending[index];
        if (reader === undefined) {
          const name = slots.name(slot).slice(prefix.length);
          reader = pending[index] = { slot: slots.slot(slotName.pending(log, name)), wanted: concerns?.(name, entry) ?? true };
        }
        if (reader.wanted) next[reader.slot] = contents.append(next[reader.slot] ?? 0, id);
      }
    };
  }

  move(from: string, move: CursorMove): Change {
    const { slots, values } = this.#world;
    const { concerns } = this.#world.log(move.log, from);
    this.#world.component(move.reader, from);
    const status = slots.slot(slotName.cursor(move.log, move.reader));
    const pending = slots.slot(slotName.pending(move.log, move.reader));
    const via = slots.slot(slotName.via(move.log, move.reader));
    const mine = slots.slot(slotName.pending(move.log, from));
    const place = slots.slot(slotName.place(move.log, move.reader));
    const token = move.token === undefined ? 0 : values.intern(move.token, `place of ${move.reader}`);
    const park = (next: Int32Array, content: number): void => {
      if (next[status] === cursor.open || next[status] === cursor.broken) return;
      next[status] = cursor.parked;
      next[pending] = content;
      next[via] = 0;
      next[place] = token;
    };
    const viaId = move.via === undefined ? 0 : values.intern(move.via, `cursor of ${move.reader}`);
    switch (move.move) {
      case 'park-at-head':
        return (next) => park(next, 0);
      case 'park-at-mine':
        return (next) => park(next, this.#concerning(next[mine] ?? 0, move.reader, concerns));
      case 'open':
        return (next) => void ((next[status] = cursor.open), (next[via] = viaId));
      case 'close':
        return (next) => void ((next[status] = cursor.none), (next[pending] = 0), (next[via] = 0), (next[place] = 0));
      case 'expire':
        return (next) => void ((next[status] = cursor.expired), (next[pending] = 0), (next[via] = 0));
    }
  }

  /** What another reader's pending entries are for this one, which may skip some. */
  #concerning(content: number, reader: string, concerns: ((reader: string, entry: Json) => boolean) | undefined): number {
    if (concerns === undefined) return content;
    const { contents, values } = this.#world;
    return contents
      .get(content)
      .filter((id) => concerns(reader, values.value(id) ?? null))
      .reduce((kept, id) => contents.append(kept, id), 0);
  }
}
