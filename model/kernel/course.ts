import type { ActionStep } from './action.ts';
import { setting, Vector, type Change } from './change.ts';
import type { Compiler } from './compiler.ts';
import type { Append, CursorMove, Reaction, Send } from './component.ts';
import type { Json } from './json.ts';
import type { Given } from './stimulus.ts';
import type { Tracer } from './tracer.ts';
import { cursor, type World } from './world.ts';

/** What has been brought about and may have to be taken at once. */
export type Brought =
  /** A message that is handed over. */
  | { readonly kind: 'message'; readonly from: string; readonly to: string; readonly message: Json }
  /** Messages that wait in a channel. */
  | { readonly kind: 'channel'; readonly from: string; readonly to: string }
  | { readonly kind: 'part'; readonly component: string; readonly part: string }
  /** A reader may have something to read. */
  | { readonly kind: 'entry'; readonly log: string; readonly reader: string }
  | { readonly kind: 'broken'; readonly log: string; readonly reader: string };

const noParts = {};

/** The state that a step, and all that is taken at once after it, leads to in one way among several, and why. */
export class Course {
  readonly world: World;
  readonly #compiler: Compiler;
  /** Reads the state that the step is taken in. */
  readonly #beginning: Tracer;
  /** Reads the state that has been reached. */
  readonly tracer: Tracer;
  readonly #vector: Vector;
  /** The slots whose contents are known from what was read. */
  readonly #settled: Set<number>;
  /** What is done to other slots, whatever they hold. */
  readonly #blind: { readonly slot: number; readonly change: Change }[];
  readonly steps: ActionStep[];
  /** What the choices that were made on the way are called. */
  readonly choices: string[];
  /** The faults that it costs. */
  readonly faults: string[];
  /** What is still to be looked at, in order. */
  readonly waiting: Brought[];
  /** Whether a message was struck on the way. */
  isStruck: boolean;

  constructor(world: World, compiler: Compiler, beginning: Tracer, before?: Course) {
    this.world = world;
    this.#compiler = compiler;
    this.#beginning = beginning;
    this.#vector = new Vector(world.slots);
    this.#vector.load(before === undefined ? beginning.state : before.#vector.state());
    this.#settled = new Set(before === undefined ? [] : before.#settled);
    this.#blind = before === undefined ? [] : [...before.#blind];
    this.tracer = beginning.later(this.#vector, this.#settled);
    this.steps = [...(before?.steps ?? [])];
    this.choices = [...(before?.choices ?? [])];
    this.faults = [...(before?.faults ?? [])];
    this.waiting = [...(before?.waiting ?? [])];
    this.isStruck = before?.isStruck ?? false;
  }

  /** Another one that begins like this one. */
  fork(): Course {
    return new Course(this.world, this.#compiler, this.#beginning, this);
  }

  /** Puts something into a slot, whatever it held. */
  put(slot: number, held: number): void {
    this.#vector.set(slot, held);
    this.#settled.add(slot);
  }

  /** Looks at what a slot holds, which is known from then on. @returns its value or content */
  settle(slot: number): number {
    this.#settleSlot(slot);
    return this.#vector.value(slot);
  }

  /** Puts a value or content into a slot. */
  putContent(slot: number, content: number): void {
    this.put(slot, this.world.slots.encode(slot, content));
  }

  setParts(component: string, parts: NonNullable<Reaction['set']>): void {
    for (const change of this.#compiler.sets(component, parts)) this.#apply(change);
  }

  /** Puts a message into its channel. */
  send(from: string, send: Send): void {
    this.#blindly(this.#compiler.sendOnce(from, send));
  }

  /** Takes the input away from where it waits. */
  consume({ component: { name }, input }: Given): void {
    const { values, contents, slotOf } = this.world;
    if (input.kind === 'message' && !this.world.channel(input.from, name).duplicating) this.#blindly(this.#compiler.take(slotOf.channel(input.from, name), values.intern(input.message, 'message')));
    else if (input.kind === 'entry') {
      const pending = slotOf.pending(input.log, name);
      this.putContent(pending, contents.remove(this.settle(pending), values.intern(input.entry, 'entry')));
    } else if (input.kind === 'broken') this.put(slotOf.cursor(input.log, name), cursor.parked);
    else if (input.kind === 'silence') this.put(slotOf.silence(input.of, name), 0);
  }

  /** Does what a reaction does; what it has brought about waits then. */
  react({ component: { name }, input }: Given, reaction: Reaction, send: (send: Send) => void): void {
    this.faults.push(...(reaction.faults ?? []));
    this.setParts(name, reaction.set ?? noParts);
    for (const [part, value] of Object.entries(reaction.set ?? noParts)) if (value !== undefined) this.waiting.push({ kind: 'part', component: name, part });
    for (const move of reaction.cursors ?? []) this.#move(name, move);
    for (const append of reaction.append ?? []) this.#append(name, append);
    for (const each of reaction.send ?? []) send(each);
    if (input.kind === 'entry') this.#hasRead(input.log, name);
    this.#tryAgain(name);
  }

  /** Who has a place in a log, in the order of their names. */
  readers(log: string): readonly string[] {
    return this.tracer.names(this.world.queryOf.cursor(log));
  }

  via(log: string, reader: string): Json | undefined {
    return this.world.values.value(this.tracer.read(this.world.slotOf.via(log, reader)));
  }

  /** What it changes, in all. */
  changes(): readonly Change[] {
    const vector = this.#vector;
    return [
      ...[...this.#settled].filter((slot) => this.#beginning.noted(slot) !== vector.get(slot)).map((slot) => setting(slot, vector.get(slot))),
      ...this.#blind.flatMap(({ slot, change }) => (this.#settled.has(slot) ? [] : change)),
    ];
  }

  #move(name: string, move: CursorMove): void {
    const change = this.#compiler.moveOnce(name, move);
    if (change.looksAt !== undefined) this.#settleSlot(change.looksAt);
    for (const { slot } of change.touches()) this.#settleSlot(slot);
    this.#apply(change);
    if (move.move === 'open') this.waiting.push({ kind: 'entry', log: move.log, reader: move.reader });
  }

  #append(from: string, append: Append): void {
    const { log, entry } = append;
    const { concerns } = this.world.log(log, from);
    const id = this.#compiler.entry(from, append);
    for (const reader of this.readers(log)) {
      const status = this.tracer.read(this.world.slotOf.cursor(log, reader));
      if (status === cursor.expired || concerns?.(reader, entry) === false) continue;
      const pending = this.world.slotOf.pending(log, reader);
      if (status === cursor.open) this.#settleSlot(pending);
      this.#blindly(this.#compiler.appendFor(log, reader, id));
      if (status === cursor.open && this.via(log, reader) === undefined) this.waiting.push({ kind: 'entry', log, reader });
    }
  }

  /** There may be more for whoever has read an entry; and others, who read through it, may read that entry now. */
  #hasRead(log: string, reader: string): void {
    this.waiting.push({ kind: 'entry', log, reader });
    for (const other of this.readers(log)) {
      if (other !== reader && this.tracer.read(this.world.slotOf.cursor(log, other)) === cursor.open && this.via(log, other) === reader) this.waiting.push({ kind: 'entry', log, reader: other });
    }
  }

  /** What could not be taken may be possible now that the component has changed. */
  #tryAgain(name: string): void {
    for (const from of this.tracer.names(this.world.queryOf.held(name))) this.waiting.push({ kind: 'channel', from, to: name });
    for (const log of this.tracer.names(this.world.queryOf.unread(name))) this.waiting.push({ kind: 'entry', log, reader: name });
  }

  #settleSlot(slot: number): void {
    if (!this.#settled.has(slot)) this.#beginning.note(slot);
    this.#settled.add(slot);
  }

  /** To be called with what hangs on nothing that is not settled. */
  #apply(change: Change): void {
    change.apply(this.#vector);
    for (const { slot } of change.touches()) this.#settled.add(slot);
  }

  #blindly(change: Change): void {
    for (const { slot } of change.touches()) this.#blind.push({ slot, change });
    change.apply(this.#vector);
  }
}
