import { mapping, replacing, setting, type Change, type Vector } from './change.ts';
import type { Append, CursorMove, Send } from './component.ts';
import type { Json } from './json.ts';
import { once, onceFor } from './once.ts';
import { PairMemo } from './pairMemo.ts';
import { cursor, slotName, type World } from './world.ts';

/** Compiles what reactions and faults ask for; checks addresses once, when a reaction is first computed. */
export class Compiler {
  readonly #world: World;
  /** By what is asked for, which reactions that are remembered ask for again and again, and by who asks: components may share constants. */
  readonly #sets = new WeakMap<object, Map<string, readonly Change[]>>();
  readonly #sends = new WeakMap<object, Map<string, Change>>();
  readonly #moves = new WeakMap<object, Map<string, Change>>();
  readonly #messages = new WeakMap<object, { readonly content: Json }>();
  readonly #entries = new WeakMap<object, number>();
  /** By slot and by what is put there or taken out: reactions that do the same share what is known of it. */
  readonly #settings = new PairMemo<Change>();
  readonly #sendings = new PairMemo<Change>();
  readonly #takings = new PairMemo<Change>();
  readonly #appendings = new PairMemo<Change>();

  constructor(world: World) {
    this.#world = world;
  }

  set(component: string, part: string, value: Json | undefined): Change {
    const slot = this.#world.slotOf.part(component, part);
    const held = this.#world.slots.encode(slot, value === undefined ? 0 : this.#world.values.intern(value, `${component}, part ${part}`));
    return this.#settings.get(slot, held, () => setting(slot, held));
  }

  /** {@link set} for several parts, remembered. */
  sets(component: string, parts: { readonly [part: string]: Json | undefined }): readonly Change[] {
    return onceFor(this.#sets, parts, component, () => Object.entries(parts).map(([part, value]) => this.set(component, part, value)));
  }

  /** {@link send}, remembered. */
  sendOnce(from: string, send: Send): Change {
    return onceFor(this.#sends, send, from, () => this.send(from, send));
  }

  /** {@link move}, remembered. */
  moveOnce(from: string, move: CursorMove): Change {
    return onceFor(this.#moves, move, from, () => this.move(from, move));
  }

  /** The one object that stands for all equal messages: whoever remembers what came of it looks that up. */
  message(from: string, send: Send): Json {
    return once(this.#messages, send, () => ({ content: this.#world.values.value(this.#world.values.intern(send.message, `message of ${from} to ${send.to}`)) ?? null })).content;
  }

  /** The number of an entry. */
  entry(from: string, append: Append): number {
    return once(this.#entries, append, () => this.#world.values.intern(append.entry, `entry of ${from} in ${append.log}`));
  }

  send(from: string, { to, message }: Send): Change {
    const { slots, values, contents, slotOf } = this.#world;
    this.#world.component(to, from);
    const channel = this.#world.channel(from, to);
    const slot = slotOf.channel(from, to);
    const id = values.intern(message, `message of ${from} to ${to}`);
    return this.#sendings.get(slot, id, () => mapping(slots, { slot, how: channel.order === 'fifo' ? 'append' : channel.duplicating ? 'include' : 'add', value: id }, (content) => contents.send(content, id, channel)));
  }

  /** A message, or an entry, is taken out of where it waits. */
  take(slot: number, value: number): Change {
    const { slots, contents } = this.#world;
    return this.#takings.get(slot, value, () => mapping(slots, { slot, how: 'take', value }, (content) => contents.remove(content, value)));
  }

  /** The entry is added to what the log holds for one reader. */
  appendFor(log: string, reader: string, entry: number): Change {
    const { slots, contents, slotOf } = this.#world;
    const slot = slotOf.pending(log, reader);
    return this.#appendings.get(slot, entry, () => mapping(slots, { slot, how: 'append', value: entry }, (content) => contents.append(content, entry)));
  }

  /** The entry is added to what the log holds for every reader that has a place in it. */
  append(from: string, { log, entry }: Append): Change {
    const { slots, values } = this.#world;
    const { concerns } = this.#world.log(log, from);
    const id = values.intern(entry, `entry of ${from} in ${log}`);
    const prefix = slotName.cursor(log, '');
    const cursors = slots.withPrefix(prefix);
    const pending: (Change | null)[] = [];
    const pendingOf = (index: number): Change | null => {
      const known = pending[index];
      if (known !== undefined) return known;
      const name = slots.name(cursors[index] ?? 0).slice(prefix.length);
      const wanted = concerns?.(name, entry) ?? true;
      return (pending[index] = wanted ? this.appendFor(log, name, id) : null);
    };
    return {
      apply(next) {
        for (let index = 0; index < cursors.length; index++) {
          const status = next.get(cursors[index] as number);
          if (status !== cursor.none && status !== cursor.expired) pendingOf(index)?.apply(next);
        }
      },
      touches: () => cursors.flatMap((_, index) => pendingOf(index)?.touches() ?? []),
    };
  }

  move(from: string, move: CursorMove): Change {
    const { slots, values, slotOf } = this.#world;
    const { concerns } = this.#world.log(move.log, from);
    this.#world.component(move.reader, from);
    const status = slotOf.cursor(move.log, move.reader);
    const pending = slotOf.pending(move.log, move.reader);
    const via = slotOf.via(move.log, move.reader);
    const mine = slotOf.pending(move.log, from);
    const place = slotOf.place(move.log, move.reader);
    const token = slots.encode(place, move.token === undefined ? 0 : values.intern(move.token, `place of ${move.reader}`));
    const put = (next: Vector, itsStatus: number, content: number): void => {
      next.set(status, itsStatus);
      next.put(pending, content);
      next.set(via, 0);
    };
    const park = (next: Vector, content: number): void => {
      if (next.get(status) === cursor.open || next.get(status) === cursor.broken) return;
      put(next, cursor.parked, content);
      next.set(place, token);
    };
    const viaId = slots.encode(via, move.via === undefined ? 0 : values.intern(move.via, `cursor of ${move.reader}`));
    switch (move.move) {
      case 'park-at-head':
        return replacing([status, pending, via, place], (next) => park(next, 0));
      case 'park-at-mine':
        return { ...replacing([status, pending, via, place], (next) => park(next, this.#concerning(next.value(mine), move.reader, concerns))), looksAt: mine };
      case 'open':
        return replacing([status, via], (next) => {
          // Without a place there is nothing to deliver from, and no entry has been kept for it.
          if (next.get(status) === cursor.none || next.get(status) === cursor.expired) return;
          next.set(status, cursor.open);
          next.set(via, viaId);
        });
      case 'close':
        return replacing([status, pending, via, place], (next) => {
          put(next, cursor.none, 0);
          next.set(place, 0);
        });
      case 'expire':
        return replacing([status, pending, via], (next) => put(next, cursor.expired, 0));
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
