import type { Json } from './json.ts';
import { slotFields, type World } from './world.ts';

/**
 * What slots hold, in a form that means the same to another engine of an equal system: for work that is shared between
 * threads, or saved and taken up again. Slots are told by their names.
 */
export class Portable {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** Null for nothing. */
  of(slot: number, held: number): Json {
    const { slots, values, contents } = this.#world;
    const value = slots.decode(slot, held);
    const name = slots.name(slot);
    switch (kindOf(name)) {
      case 'channel': {
        const [to = '', from = ''] = slotFields(name);
        return this.#world.underway(from, to, value);
      }
      case 'pending':
        return contents.get(value).map((id) => values.value(id) ?? null);
      case 'part':
      case 'via':
      case 'place':
      case 'observer':
        return value === 0 ? null : [values.value(value) ?? null];
      default:
        return value;
    }
  }

  /** What this engine's vectors hold in the slot of that name for it. */
  held(name: string, portable: Json): number {
    const { slots, values, contents } = this.#world;
    const slot = slots.slot(name);
    const intern = (value: Json): number => values.intern(value, `slot ${JSON.stringify(name)}`);
    const list = Array.isArray(portable) ? (portable as readonly Json[]) : [];
    switch (kindOf(name)) {
      case 'channel': {
        const [to = '', from = ''] = slotFields(name);
        const channel = this.#world.channel(from, to);
        return slots.encode(slot, list.reduce<number>((content, message) => contents.send(content, intern(message), channel), 0));
      }
      case 'pending':
        return slots.encode(slot, list.reduce<number>((content, entry) => contents.append(content, intern(entry)), 0));
      case 'part':
      case 'via':
      case 'place':
      case 'observer':
        return slots.encode(slot, list.length === 0 ? 0 : intern(list[0] ?? null));
      default:
        return typeof portable === 'number' ? portable : 0;
    }
  }
}

function kindOf(name: string): string {
  return name.slice(0, name.indexOf('\n'));
}
