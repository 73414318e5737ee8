import type { Engine } from '../../../model/kernel/index.ts';
import { PackedStates } from '../packedStates.ts';
import { Parents } from '../parents.ts';
import type { SearchedGraph } from '../search.ts';
import { Inbox, type Mail } from './mail.ts';

/** Makes one graph of what several workers have stored. */
export class Gathering {
  readonly #states: PackedStates;
  readonly #inboxes: readonly Inbox[];
  /** By worker, by its number of a state: the number here, the code of the state before it, and its depth. */
  readonly #numbers: readonly number[][];
  readonly #parents: Int32Array[] = [];
  readonly #depths: Int32Array[] = [];

  constructor(engine: Engine, workers: number) {
    this.#states = new PackedStates(engine.initial()[0] ?? new Int32Array(0));
    this.#inboxes = Array.from({ length: workers }, () => new Inbox(engine));
    this.#numbers = Array.from({ length: workers }, () => []);
  }

  take(worker: number, mail: Mail): void {
    const states = this.#states;
    const never = (): never => {
      throw new RangeError('a share has states, not what follows from them');
    };
    this.#inboxes[worker]?.read(mail, {
      base: (vector) => {
        states.follow(vector);
        this.#numbers[worker]?.push(states.lookUp(states.propose(vector)));
      },
      state: never,
      end: never,
    });
  }

  end(worker: number, parents: Int32Array, depths: Int32Array): void {
    this.#parents[worker] = parents;
    this.#depths[worker] = depths;
  }

  graph(): SearchedGraph {
    const parents = new Parents();
    const workers = this.#numbers.length;
    for (const [worker, numbers] of this.#numbers.entries()) {
      for (const [place, number] of numbers.entries()) {
        const code = this.#parents[worker]?.[place] ?? -1;
        const parent = code < 0 ? code : (this.#numbers[code % workers]?.[Math.floor(code / workers)] ?? -1);
        parents.add(number, parent, this.#depths[worker]?.[place] ?? 1);
      }
    }
    return { states: this.#states, parents };
  }
}
