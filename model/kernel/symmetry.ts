import type { Json } from './json.ts';
import type { Vector } from './change.ts';
import { slotFields, type World } from './world.ts';

/** Components that are interchangeable: exchanging two of them everywhere makes of every run another run. */
export interface Symmetry {
  readonly components: readonly string[];
  /**
   * A value with components exchanged. Must be given where names stand in an order that says nothing (a set kept as a sorted
   * list has to be sorted anew); when absent, texts and keys that are names are exchanged.
   */
  rename?(value: Json, names: ReadonlyMap<string, string>): Json;
}

const itself = '*';
const another = '?';

/**
 * Makes of a state the representative of all states that differ only in which interchangeable component is which: sorted by all
 * that there is to say of each component. Where that does not tell components apart and exchanging them makes a
 * difference all the same, several representatives of one orbit may remain, which loses reduction, never a state.
 */
export class Canonicalizer {
  readonly #world: World;
  readonly #symmetry: Symmetry;
  readonly #members: ReadonlySet<string>;
  readonly #signs = new Map<string, number>();
  readonly #slots: { readonly slot: number; readonly mentioned: readonly string[] }[] = [];
  #known = 0;

  constructor(world: World, symmetry: Symmetry) {
    this.#world = world;
    this.#symmetry = symmetry;
    this.#members = new Set(symmetry.components);
  }

  canonicalize(vector: Vector): void {
    this.#learnSlots();
    const { components } = this.#symmetry;
    const signatures = new Map(components.map((name) => [name, this.#signature(vector, name)]));
    const sorted = components.toSorted((a, b) => compare(signatures.get(a) ?? [], signatures.get(b) ?? []));
    if (sorted.every((name, index) => name === components[index])) return;
    this.#exchange(vector, new Map(sorted.map((name, index) => [name, components[index] ?? name])));
  }

  #learnSlots(): void {
    const { slots } = this.#world;
    for (; this.#known < slots.size; this.#known++) {
      this.#slots.push({ slot: this.#known, mentioned: slotFields(slots.name(this.#known)).filter((field) => this.#members.has(field)) });
    }
  }

  /** All that there is to say of a component, without saying which one it is. */
  #signature(vector: Vector, name: string): readonly number[] {
    const signature: number[] = [];
    for (const { slot, mentioned } of this.#slots) {
      const held = vector.get(slot);
      if (held === 0 || (mentioned.length > 0 && !mentioned.includes(name))) continue;
      signature.push(this.#sign(slot, held, name));
    }
    return signature.sort((a, b) => a - b);
  }

  /** Numbers what a slot says of a component; equal for two components of which it says the same. */
  #sign(slot: number, held: number, name: string): number {
    const key = `${slot} ${held} ${name}`;
    const known = this.#signs.get(key);
    if (known !== undefined) return known;
    const abstract = new Map(this.#symmetry.components.map((each) => [each, each === name ? itself : another]));
    const text = `${this.#renamedSlot(slot, abstract)}\n${JSON.stringify(this.#read(slot, held).map((value) => this.#rename(value, abstract)))}`;
    const number = this.#signs.get(text) ?? this.#signs.size + 1;
    this.#signs.set(text, number);
    this.#signs.set(key, number);
    return number;
  }

  #exchange(vector: Vector, names: ReadonlyMap<string, string>): void {
    const changes = this.#slots.map(({ slot, mentioned }) => {
      const to = mentioned.length === 0 ? slot : this.#world.slots.slot(this.#renamedSlot(slot, names));
      return { to, held: this.#renamedHeld(slot, to, vector.get(slot), names) };
    });
    for (const { slot, mentioned } of this.#slots) if (mentioned.length > 0) vector.set(slot, 0);
    for (const { to, held } of changes) if (held !== 0) vector.set(to, held);
  }

  #renamedSlot(slot: number, names: ReadonlyMap<string, string>): string {
    const [kind = '', ...fields] = this.#world.slots.name(slot).split('\n');
    return [kind, ...fields.map((field) => names.get(field) ?? field)].join('\n');
  }

  #renamedHeld(slot: number, to: number, held: number, names: ReadonlyMap<string, string>): number {
    if (held === 0) return 0;
    const { slots, values, contents } = this.#world;
    const value = slots.decode(slot, held);
    const kind = slots.name(slot).split('\n', 1)[0];
    if (kind === 'part' || kind === 'observer' || kind === 'via' || kind === 'place') {
      return slots.encode(to, values.intern(this.#rename(values.value(value) ?? null, names), 'a value with components exchanged'));
    }
    if (kind !== 'channel' && kind !== 'pending') return held;
    const [receiver = '', sender = ''] = slotFields(slots.name(to));
    const channel = kind === 'channel' ? this.#world.channel(sender, receiver) : undefined;
    const renamed = contents.get(value).map((id) => values.intern(this.#rename(values.value(id) ?? null, names), 'a message with components exchanged'));
    return slots.encode(to, renamed.reduce((content, id) => (channel === undefined ? contents.append(content, id) : contents.send(content, id, channel)), 0));
  }

  /** What a slot holds, as values. */
  #read(slot: number, held: number): readonly Json[] {
    const { slots, values, contents } = this.#world;
    const value = slots.decode(slot, held);
    switch (slots.name(slot).split('\n', 1)[0]) {
      case 'part':
      case 'observer':
      case 'via':
      case 'place':
        return [values.value(value) ?? null];
      case 'channel':
      case 'pending':
        return contents.get(value).map((id) => values.value(id) ?? null);
      default:
        return [value];
    }
  }

  #rename(value: Json, names: ReadonlyMap<string, string>): Json {
    return this.#symmetry.rename === undefined ? exchanged(value, names) : this.#symmetry.rename(value, names);
  }
}

function exchanged(value: Json, names: ReadonlyMap<string, string>): Json {
  if (typeof value === 'string') return names.get(value) ?? value;
  if (Array.isArray(value)) return value.map((each) => exchanged(each, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [names.get(key) ?? key, exchanged(each as Json, names)]));
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
