import { initialParts, type Component, type CursorStatus, type Input, type Parts, type Reaction } from '../../model/kernel/component.ts';
import type { Json, JsonObject } from '../../model/kernel/json.ts';
import { partsAfter } from './parts.ts';
import { viewWith, ways, type Circumstances } from './ways.ts';

export interface Underway {
  readonly from: string;
  readonly to: string;
  readonly message: JsonObject;
}

/**
 * A few components on a bench: the test carries every message and picks every step by hand, or lets
 * everything run. Messages to names that are not on the bench pile up in `underway`, for the test to read.
 */
export class Workbench {
  readonly notes: JsonObject[] = [];
  readonly log: { readonly log: string; readonly entry: JsonObject }[] = [];
  underway: Underway[] = [];
  cursors: { [cursor: string]: CursorStatus } = {};
  options: Circumstances = {};
  readonly #components: ReadonlyMap<string, Component>;
  readonly #parts = new Map<string, Parts>();

  constructor(components: readonly Component[]) {
    this.#components = new Map(components.map((component) => [component.name, component]));
    for (const component of components) this.#parts.set(component.name, initialParts(component)[0] ?? {});
  }

  parts(component: string): Parts {
    return this.#parts.get(component) ?? {};
  }

  setPart(component: string, part: string, value: Json | undefined): void {
    this.#parts.set(component, partsAfter(this.parts(component), { set: { [part]: value } }));
  }

  send(from: string, to: string, message: JsonObject): void {
    this.underway.push({ from, to, message });
  }

  /** Delivers the first message under way that fits and that its receiver takes now. */
  deliver(fits: (message: Underway) => boolean = () => true): boolean {
    for (const candidate of this.underway) {
      if (!this.#components.has(candidate.to) || !fits(candidate)) continue;
      if (!this.take(candidate.to, { kind: 'message', from: candidate.from, message: candidate.message })) continue;
      this.underway.splice(this.underway.indexOf(candidate), 1);
      return true;
    }
    return false;
  }

  /** The labels of the internal inputs that are enabled. */
  internals(component: string): readonly string[] {
    return this.#internals(component).map(({ label }) => label);
  }

  /** Does one piece of internal work whose label starts so. */
  internal(component: string, label = ''): boolean {
    return this.#internals(component).filter((internal) => internal.label.startsWith(label)).some(({ input }) => this.take(component, { kind: 'internal', input }));
  }

  #internals(name: string) {
    const component = this.#components.get(name);
    return Object.entries(this.parts(name)).flatMap(([key, part]) => component?.internals?.(part, key) ?? []);
  }

  /** One reaction, the first way that is possible. */
  take(name: string, input: Input): Reaction | undefined {
    const component = this.#components.get(name);
    if (component === undefined) throw new Error(`${name} is not on the bench`);
    const way = ways(component, this.parts(name), input, { ...this.options, cursors: this.#cursorsOf(name) }).at(-1);
    if (way === undefined) return undefined;
    this.#parts.set(name, way.parts);
    this.#follow(name, way.reaction);
    return way.reaction;
  }

  /** Hands a component everything of the logs that it has not been handed yet. */
  catchUp(name: string, from = 0): number {
    for (const { log, entry } of this.log.slice(from)) this.take(name, { kind: 'entry', log, entry });
    return this.log.length;
  }

  crash(name: string): void {
    const component = this.#components.get(name);
    const { crash } = component ?? {};
    if (component === undefined || crash === undefined) throw new Error(`${name} cannot crash`);
    const before = this.parts(name);
    const effects = crash.effects?.(viewWith(before)) ?? {};
    const kept = Object.fromEntries(Object.entries(before).filter(([part]) => crash.durable(part)));
    this.#parts.set(name, partsAfter({ ...crash.fresh, ...kept }, effects));
    this.#follow(name, effects);
  }

  /** Until nothing is left to do. */
  run(): void {
    for (let steps = 0; steps < 1000; steps++) {
      if (this.deliver()) continue;
      if (![...this.#components.keys()].some((name) => this.internal(name))) return;
    }
    throw new Error('the bench does not come to rest');
  }

  /** Messages that have arrived for a name; they are taken away. */
  received(name: string): readonly JsonObject[] {
    const mine = this.underway.filter((message) => message.to === name);
    this.underway = this.underway.filter((message) => message.to !== name);
    return mine.map(({ message }) => message);
  }

  #cursorsOf(name: string): { readonly [cursor: string]: CursorStatus } {
    const own = Object.entries(this.cursors).flatMap(([cursor, status]) => (cursor.endsWith(` ${name}`) ? [[cursor.slice(0, -name.length - 1), status] as const] : []));
    return { ...this.cursors, ...Object.fromEntries(own) };
  }

  #follow(name: string, reaction: Reaction): void {
    for (const { to, message } of reaction.send ?? []) this.underway.push({ from: name, to, message: message as JsonObject });
    for (const { log, entry } of reaction.append ?? []) this.log.push({ log, entry: entry as JsonObject });
    for (const note of reaction.notes ?? []) this.notes.push(note as JsonObject);
    for (const { log, reader, move } of reaction.cursors ?? []) {
      const status: CursorStatus = move === 'open' ? 'open' : move === 'expire' ? 'expired' : move === 'close' ? 'none' : 'parked';
      this.cursors[`${log} ${reader}`] = status;
    }
  }
}
