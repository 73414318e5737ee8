import type { Engine } from '../../../model/kernel/index.ts';
import { PackedStates } from '../packedStates.ts';
import { Parents } from '../parents.ts';
import type { SearchedGraph } from '../search.ts';
import { Inbox, Outbox, type Mail } from './mail.ts';

const statesAtOnce = 1 << 14;

/** All states, in the order of their numbers. */
export function* mailsOf(engine: Engine, states: PackedStates): Generator<Mail, undefined, undefined> {
  const vector = engine.vector();
  const outbox = new Outbox(engine);
  for (let number = 0; number < states.size; number++) {
    states.load(number, vector);
    outbox.from(number, vector.data);
    if (number % statesAtOnce === statesAtOnce - 1) yield outbox.take();
  }
  yield outbox.take();
  return undefined;
}

/** The codes of the states before them, and their depths. */
export function waysOf(parents: Parents, size: number): { readonly parents: Int32Array; readonly depths: Int32Array } {
  return { parents: Int32Array.from({ length: size }, (_, number) => parents.of(number)), depths: Int32Array.from({ length: size }, (_, number) => parents.depth(number)) };
}

/** The graph of one engine as another one of an equal system numbers things. */
export function translated(engine: Engine, { states, parents }: SearchedGraph, to: Engine): SearchedGraph {
  const gathering = new Gathering(to, 1);
  for (const mail of mailsOf(engine, states)) gathering.take(0, mail);
  gathering.end(0, waysOf(parents, states.size));
  return gathering.graph();
}

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

  end(worker: number, { parents, depths }: ReturnType<typeof waysOf>): void {
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
