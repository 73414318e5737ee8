import { happeningsOf, type Action } from './action.ts';
import type { Vector } from './change.ts';
import { ModelError } from './errors.ts';
import { Looking } from './looking.ts';
import type { Happening, Observer } from './system.ts';
import type { World } from './world.ts';

/** Lets properties with memory see every action; what they answer is remembered. */
export class Observers {
  readonly #all: readonly Watching[];
  readonly #looking: readonly Looking[];

  constructor(world: World) {
    const names = new Set<string>();
    for (const { name } of world.system.observers ?? []) {
      if (names.has(name)) throw new ModelError(`two observers are named ${name}`, 'a name is where the memory is kept: give each observer (each monitor) its own');
      names.add(name);
    }
    this.#all = (world.system.observers ?? []).map((observer) => new Watching(world, observer));
    this.#looking = this.#all.flatMap(({ looking }) => looking ?? []);
  }

  /** How much is known of them: different memories there have been, and what observers have looked at. */
  get memories(): number {
    return this.#all.reduce((sum, watching) => sum + watching.memories + (watching.looking?.reads.size ?? 0), 0);
  }

  /** The memories at the beginning, in view of the state that the vector holds. */
  begin(vector: Vector): void {
    for (const { looking } of this.#all) looking?.look(vector);
  }

  /** The memories (their slots) that an action changes, whatever they are of those there have been. */
  noticedBy(action: Action): readonly number[] {
    return this.#all.filter((watching) => watching.notices(action) || watching.looking?.mayNotice(action) === true).map(({ slot }) => slot);
  }

  /** Where an observer looks at states, what it sees on the way counts, too: an action is noticed that touches what is looked at. */
  isNoticed(vector: Vector, action: Action): boolean {
    for (let index = 0; index < this.#all.length; index++) {
      const watching = this.#all[index] as Watching;
      const held = vector.get(watching.slot);
      if (watching.after(held, action) !== held) return true;
      if (watching.looking !== undefined && watching.looking.mayNoticeIn(vector, action)) return true;
    }
    return false;
  }

  /** To be called before an action is taken whose changes are then observed: what is looked at in the state before it counts, too. */
  learn(vector: Vector): void {
    for (let index = 0; index < this.#looking.length; index++) (this.#looking[index] as Looking).learn(vector);
  }

  /** @returns whether some memory has changed, or something that an observer looks at was touched */
  observe(vector: Vector, action: Action): boolean {
    let isNoticed = false;
    for (let index = 0; index < this.#all.length; index++) {
      const watching = this.#all[index] as Watching;
      const held = vector.get(watching.slot);
      const after = watching.after(held, action);
      if (after !== held) vector.set(watching.slot, after);
      else if (watching.looking === undefined) continue;
      watching.looking?.look(vector);
      if (vector.get(watching.slot) !== held || watching.looking?.mayNotice(action) === true) isNoticed = true;
    }
    return isNoticed;
  }
}

class Watching {
  readonly slot: number;
  /** Of an observer that looks at states. */
  readonly looking: Looking | undefined;
  readonly #world: World;
  readonly #observer: Observer;
  /** By action and by what a vector holds for the memory. */
  readonly #answers: number[][] = [];

  constructor(world: World, observer: Observer) {
    this.#world = world;
    this.#observer = observer;
    this.slot = world.slotOf.observer(observer.name);
    const { name, look } = observer;
    this.looking = look && new Looking(world, this.slot, name, (memory, state) => look.call(observer, memory, state));
  }

  get memories(): number {
    return this.#world.slots.heldIn(this.slot).length;
  }

  notices(action: Action): boolean {
    const { memories } = this;
    // 0 is no memory.
    for (let held = 1; held < memories; held++) if (this.#mayChange(held, action)) return true;
    return false;
  }

  /** A memory and an action that never meet may be more than an observer can make sense of. */
  #mayChange(held: number, action: Action): boolean {
    try {
      return this.after(held, action) !== held;
    } catch {
      return true;
    }
  }

  after(held: number, action: Action): number {
    const answers = (this.#answers[action.number] ??= []);
    return (answers[held] ??= happeningsOf(action).reduce((memory, happening) => this.#after(memory, happening), held));
  }

  #after(held: number, happening: Happening): number {
    const { values, slots } = this.#world;
    const memory = values.value(slots.decode(this.slot, held)) ?? null;
    return slots.encode(this.slot, values.intern(this.#observer.observe(memory, happening), `memory of ${this.#observer.name}`));
  }
}
