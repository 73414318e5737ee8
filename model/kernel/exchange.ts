import type { Json } from './json.ts';
import { renamed } from './rename.ts';
import type { Names, Symmetry } from './symmetry.ts';
import { slotFields, type World } from './world.ts';

export function rename(symmetry: Symmetry, value: Json, names: Names): Json {
  return symmetry.rename?.(value, names) ?? renamed(value, { text: (text) => names.get(text) ?? text });
}

function renameText(symmetry: Symmetry, text: string, names: Names): string {
  const now = rename(symmetry, text, names);
  return typeof now === 'string' ? now : text;
}

/** The name of a slot with components exchanged. */
export function renameSlot(symmetry: Symmetry, name: string, names: Names): string {
  const kind = name.slice(0, name.indexOf('\n'));
  const [first = '', second = ''] = slotFields(name);
  switch (kind) {
    case 'part':
      return `part\n${names.get(first) ?? first}\n${renameText(symmetry, second, names)}`;
    case 'channel':
    case 'silence':
    case 'held':
      return `${kind}\n${names.get(first) ?? first}\n${names.get(second) ?? second}`;
    case 'unread':
      return `unread\n${names.get(first) ?? first}\n${second}`;
    case 'down':
      return `down\n${names.get(first) ?? first}`;
    case 'cursor':
    case 'pending':
    case 'place':
    case 'via':
      return `${kind}\n${first}\n${names.get(second) ?? second}`;
    default:
      return name;
  }
}

/** What a slot holds, as values; of flags and budgets, the number. */
export function contentOf({ slots, values, contents }: World, slot: number, held: number): readonly Json[] {
  const value = slots.decode(slot, held);
  switch (kindOf(slots.name(slot))) {
    case 'value':
      return [values.value(value) ?? null];
    case 'sequence':
      return contents.get(value).map((id) => values.value(id) ?? null);
    case 'number':
      return [value];
  }
}

function kindOf(name: string): 'value' | 'sequence' | 'number' {
  switch (name.slice(0, name.indexOf('\n'))) {
    case 'part':
    case 'observer':
    case 'via':
    case 'place':
      return 'value';
    case 'channel':
    case 'pending':
      return 'sequence';
    default:
      return 'number';
  }
}

/** Exchanges two interchangeable members everywhere in a state. Done twice it changes nothing. */
export class Exchange {
  readonly #world: World;
  readonly #symmetry: Symmetry;
  readonly #names: Names;
  /** By slot, the one that its content comes from. */
  readonly #partners: number[] = [];
  /** By slot, by what its partner holds: what it then holds. */
  readonly #images: number[][] = [];
  /** By value, the value with names exchanged. */
  readonly #values: number[] = [];

  constructor(world: World, symmetry: Symmetry, one: readonly string[], other: readonly string[]) {
    this.#world = world;
    this.#symmetry = symmetry;
    this.#names = new Map([...one.map((name, index) => [name, other[index] ?? name] as const), ...other.map((name, index) => [name, one[index] ?? name] as const)]);
  }

  /** Makes sure that the partners of all slots exist. */
  learnSlots(): void {
    const { slots } = this.#world;
    for (let slot = this.#partners.length; slot < slots.size; slot++) {
      this.#partners.push(slots.slot(renameSlot(this.#symmetry, slots.name(slot), this.#names)));
      this.#images.push([0]);
    }
  }

  /** @param state what all known slots hold @param image where the state with the two exchanged is put */
  apply(state: Int32Array, image: Int32Array): void {
    const partners = this.#partners;
    const images = this.#images;
    for (let slot = 0; slot < partners.length; slot++) {
      const held = state[partners[slot] as number] as number;
      image[slot] = (images[slot] as number[])[held] ?? this.#find(slot, held);
    }
  }

  /** Whether the state is another one with the two exchanged. */
  changes(state: Int32Array): boolean {
    const partners = this.#partners;
    const images = this.#images;
    for (let slot = 0; slot < partners.length; slot++) {
      const held = state[partners[slot] as number] as number;
      if (((images[slot] as number[])[held] ?? this.#find(slot, held)) !== state[slot]) return true;
    }
    return false;
  }

  /** The same of a state that differs only in these slots from one that does not change. */
  changesAt(state: Int32Array, slots: Int32Array, count: number): boolean {
    for (let index = 0; index < count; index++) {
      const slot = slots[index] as number;
      if (this.#changesSlot(state, slot) || this.#changesSlot(state, this.#partners[slot] as number)) return true;
    }
    return false;
  }

  #changesSlot(state: Int32Array, slot: number): boolean {
    const held = state[this.#partners[slot] as number] as number;
    return ((this.#images[slot] as number[])[held] ?? this.#find(slot, held)) !== state[slot];
  }

  #find(slot: number, held: number): number {
    const { slots, contents } = this.#world;
    const name = slots.name(slot);
    const value = slots.decode(this.#partners[slot] ?? slot, held);
    const image = (): number => {
      switch (kindOf(name)) {
        case 'value':
          return slots.encode(slot, this.#rename(value));
        case 'sequence': {
          const [receiver = '', sender = ''] = slotFields(name);
          const channel = name.startsWith('channel\n') ? this.#world.channel(sender, receiver) : undefined;
          const all = contents.get(value).map((id) => this.#rename(id));
          return slots.encode(slot, all.reduce((content, id) => (channel === undefined ? contents.append(content, id) : contents.send(content, id, channel)), 0));
        }
        case 'number':
          return held;
      }
    };
    return ((this.#images[slot] ??= [])[held] = image());
  }

  #rename(id: number): number {
    const { values } = this.#world;
    return (this.#values[id] ??= values.intern(rename(this.#symmetry, values.value(id) ?? null, this.#names), 'a value with components exchanged'));
  }
}
