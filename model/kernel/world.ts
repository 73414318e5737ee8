import { unordered, type Channel } from './channel.ts';
import type { Component, CursorStatus } from './component.ts';
import { canonicalText } from './canonical.ts';
import { Contents } from './contents.ts';
import { ModelError } from './errors.ts';
import { once } from './once.ts';
import { Guards } from './guards.ts';
import { Interner } from './interner.ts';
import type { Json } from './json.ts';
import { forNames, forPairs } from './pairs.ts';
import { SlotTable } from './slots.ts';
import type { Log, System } from './system.ts';

/** A system with its values, slots and channel contents interned: what reactions and actions are compiled against. */
export class World {
  readonly system: System;
  readonly values = new Interner();
  readonly slots = new SlotTable();
  /** The slots of {@link slotName}. */
  readonly slotOf = slotNumbers(this.slots);
  /** All slots of a kind that belong to somebody: see {@link SlotTable.query}. */
  readonly queryOf = queryNumbers(this.slots);
  readonly channel = forPairs<Channel>((from, to) => this.system.channel?.(from, to) ?? unordered);
  readonly contents = new Contents();
  readonly guards: Guards;
  readonly #fields: (readonly string[])[] = [];
  readonly #names: (readonly string[])[] = [];
  readonly #descriptions = new WeakMap<object, string>();
  readonly #components = new Map<string, Component>();
  readonly #logs = new Map<string, Log>();

  constructor(system: System) {
    this.system = system;
    for (const component of system.components) {
      if (this.#components.has(component.name)) {
        throw new ModelError(`two components are named ${component.name}`, 'a name is an address: give each component its own');
      }
      this.#components.set(component.name, component);
    }
    for (const log of system.logs ?? []) {
      if (this.#logs.has(log.name)) throw new ModelError(`two logs are named ${log.name}`, 'readers find a log by its name: give each its own');
      this.#logs.set(log.name, log);
    }
    for (const name of [...this.#components.keys(), ...this.#logs.keys()]) {
      if (name.includes('\n')) throw new ModelError(`a name has a line break in it: ${JSON.stringify(name)}`, 'names stand in labels, and slots are told apart by lines: leave it out');
    }
    this.guards = new Guards(system.components, system.mutants ?? {});
  }

  component(name: string, whoAsks: string): Component {
    const component = this.#components.get(name);
    if (component === undefined) {
      throw new ModelError(`${whoAsks} sends to nobody: there is no component named ${name}`, `components are: ${[...this.#components.keys()].sort().join(', ')}`);
    }
    return component;
  }

  log(name: string, whoAsks: string): Log {
    const log = this.#logs.get(name);
    if (log === undefined) throw new ModelError(`${whoAsks} uses a log that the system does not have: ${name}`, `logs are: ${[...this.#logs.keys()].sort().join(', ')}`);
    return log;
  }

  /** Whether a fault strikes at all, as far as its budget goes. */
  happens(fault: string): boolean {
    return (this.system.faults?.[fault] ?? 0) !== 0;
  }

  /** {@link slotFields} of a slot's name, taken apart once. */
  fields(slot: number): readonly string[] {
    return (this.#fields[slot] ??= slotFields(this.slots.name(slot)));
  }

  /** What the slots that were present when a query was read as that are called by the second field of their names, sorted. */
  namesAt(number: number): readonly string[] {
    return (this.#names[number] ??= this.slots.presentAt(number).map((slot) => this.fields(slot)[1] ?? ''));
  }

  /** A message or entry in a few words. */
  describe(value: Json): string {
    return typeof value === 'object' && value !== null ? once(this.#descriptions, value, () => this.#description(value)) : this.#description(value);
  }

  #description(value: Json): string {
    return this.system.describe?.(value) ?? (typeof value === 'string' ? value : canonicalText(value, 'description'));
  }

  /** Values in an order that does not depend on which of them was seen first. */
  inTextOrder(ids: readonly number[]): readonly number[] {
    return ids
      .map((id) => [canonicalText(this.values.value(id) ?? null, 'value'), id] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, id]) => id);
  }

  /** The messages that a channel holds, in canonical order. */
  underway(from: string, to: string, content: number): readonly Json[] {
    const messages = this.contents.get(content);
    return (this.channel(from, to).order === 'fifo' ? messages : this.inTextOrder(messages)).map((id) => this.values.value(id) ?? null);
  }

  snapshot(vector: Int32Array): Snapshot {
    const filled = [...vector.entries()].filter(([, held]) => held !== 0).map(([slot, held]) => [slot, this.slots.decode(slot, held)] as const);
    const named = filled.map(([slot, value]) => [this.slots.name(slot).replaceAll('\n', ' '), this.#readable(this.slots.name(slot), value)] as const);
    return Object.fromEntries(named.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  #readable(name: string, value: number): Json {
    switch (name.slice(0, name.indexOf('\n'))) {
      case 'channel':
        return this.underway(slotFields(name)[1] ?? '', slotFields(name)[0] ?? '', value);
      case 'pending':
        return this.contents.get(value).map((id) => this.values.value(id) ?? null);
      case 'part':
      case 'via':
      case 'place':
      case 'observer':
        return this.values.value(value) ?? null;
      case 'cursor':
        // Its reader takes a broken one for open; as states they differ.
        return value === cursor.broken ? 'broken' : cursorStatus(value);
      default:
        return value;
    }
  }
}

/** Names of slots; the only place that knows how they are written. `\n` cannot occur in a name of a component or log, but in one of a part. */
export const slotName = {
  part: (component: string, part: string) => `part\n${component}\n${part}`,
  channel: (from: string, to: string) => `channel\n${to}\n${from}`,
  pending: (log: string, reader: string) => `pending\n${log}\n${reader}`,
  cursor: (log: string, reader: string) => `cursor\n${log}\n${reader}`,
  place: (log: string, reader: string) => `place\n${log}\n${reader}`,
  via: (log: string, reader: string) => `via\n${log}\n${reader}`,
  silence: (of: string, observer: string) => `silence\n${observer}\n${of}`,
  down: (component: string) => `down\n${component}`,
  /** Whether a message that is to be taken at once could not be, and waits in the channel. */
  held: (from: string, to: string) => `held\n${to}\n${from}`,
  /** Whether the same is so of the next entry of a log. */
  unread: (log: string, reader: string) => `unread\n${reader}\n${log}`,
  budget: (fault: string) => `budget\n${fault}`,
  observer: (name: string) => `observer\n${name}`,
} as const;

function slotNumbers(slots: SlotTable) {
  const slotsOf = (name: (one: string, other: string) => string) => forPairs((one, other) => slots.slot(name(one, other)));
  return {
    part: slotsOf(slotName.part),
    channel: slotsOf(slotName.channel),
    pending: slotsOf(slotName.pending),
    cursor: slotsOf(slotName.cursor),
    place: slotsOf(slotName.place),
    via: slotsOf(slotName.via),
    silence: slotsOf(slotName.silence),
    held: slotsOf(slotName.held),
    unread: slotsOf(slotName.unread),
    down: forNames((component) => slots.slot(slotName.down(component))),
    budget: forNames((fault) => slots.slot(slotName.budget(fault))),
    observer: forNames((name) => slots.slot(slotName.observer(name))),
  };
}

function queryNumbers(slots: SlotTable) {
  return {
    part: forPairs((component, prefix) => slots.query(slotName.part(component, prefix))),
    channel: forNames((to) => slots.query(slotName.channel('', to))),
    cursor: forNames((log) => slots.query(slotName.cursor(log, ''))),
    held: forNames((to) => slots.query(slotName.held('', to))),
    unread: forNames((reader) => slots.query(slotName.unread('', reader))),
  };
}

/** The fields of a slot's name after its kind: two at most, and what follows belongs to the second. */
export function slotFields(name: string): readonly string[] {
  const [, first = '', ...second] = name.split('\n');
  return [first, second.join('\n')];
}

/** Values of a cursor slot. `broken`: parked, and its reader has not noticed yet. */
export const cursor = { none: 0, open: 1, parked: 2, expired: 3, broken: 4 } as const;

export function cursorStatus(value: number): CursorStatus {
  switch (value) {
    case cursor.open:
    // Its reader has not noticed yet; were it expired meanwhile, it never would.
    case cursor.broken:
      return 'open';
    case cursor.parked:
      return 'parked';
    case cursor.expired:
      return 'expired';
    default:
      return 'none';
  }
}

/** Every non-empty slot by name, readable: two states are equal exactly when their snapshots are. */
export type Snapshot = { readonly [slot: string]: Json };
