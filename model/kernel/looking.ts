import type { Action } from './action.ts';
import type { Vector } from './change.ts';
import { ModelError } from './errors.ts';
import type { Json } from './json.ts';
import { stateFunction, type StateFunction } from './stateFunction.ts';
import type { Observer } from './system.ts';
import type { World } from './world.ts';

/** An observer that takes the states into account that a run goes through, not only what happens. */
export class Looking {
  readonly #world: World;
  readonly #slot: number;
  readonly #name: string;
  /** What a vector then holds for the memory. */
  readonly #next: StateFunction<number>;
  /** By action: whether it touches what is looked at; and what was known when that was found out. */
  readonly #answers: boolean[] = [];
  #knowledge = -1;

  constructor(world: World, slot: number, name: string, look: NonNullable<Observer['look']>) {
    this.#world = world;
    this.#slot = slot;
    this.#name = name;
    const { values, slots } = world;
    this.#next = stateFunction(world, (state) => slots.encode(slot, values.intern(look(state.memory(name), state), `memory of ${name}`)));
  }

  /** Slots and (negative) queries. */
  get reads(): ReadonlySet<number> {
    return this.#next.reads;
  }

  /** Looks at the state that the vector holds. */
  look(vector: Vector): void {
    const before = vector.get(this.#slot);
    const after = this.#next(vector.data);
    if (after === before) return;
    vector.set(this.#slot, after);
    if (this.#next(vector.data) !== after) throw new ModelError(`${this.#name} looks at one state twice and remembers something else the second time: ${this.#words(after)}, then ${this.#words(this.#next(vector.data))}`, 'let what it remembers of a state be the same however often it looks');
  }

  /** What it reads in the state that the vector holds is known only after it has looked. */
  learn(vector: Vector): void {
    this.#next(vector.data);
  }

  /** Whether it may make a difference to the memory in a state like the one that the vector holds. */
  mayNoticeIn(vector: Vector, action: Action): boolean {
    this.learn(vector);
    return this.mayNotice(action);
  }

  /** Whether it changes something that is looked at. */
  mayNotice(action: Action): boolean {
    const { knowledge } = this.#world.slots;
    if (knowledge + this.reads.size !== this.#knowledge) {
      this.#answers.length = 0;
      this.#knowledge = knowledge + this.reads.size;
    }
    return (this.#answers[action.number] ??= action.changes.some((change) => change.touches().some(({ slot }) => this.#looksAt(slot))));
  }

  #looksAt(slot: number): boolean {
    if (this.reads.has(slot)) return true;
    for (const key of this.reads) if (key < 0 && this.#world.slots.asksFor(key, slot)) return true;
    return false;
  }

  #words(held: number): string {
    const memory: Json = this.#world.values.value(this.#world.slots.decode(this.#slot, held)) ?? null;
    return JSON.stringify(memory);
  }
}
