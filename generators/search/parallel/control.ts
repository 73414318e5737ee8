/** Ways in which a round may have to end before its level does. */
export const needs = { room: 1, words: 2, states: 4 } as const;

const places = { arrived: 0, generation: 1, numbers: 2, next: 3, end: 4, needs: 5, decision: 6, isStopped: 7, lock: 8, written: 9, rebuilds: 10, members: 11, ready: 12, admissions: 13, hasFailed: 14 } as const;
const own = 16;
const figures = 4;

/** What all workers of a search do next. */
export const decisions = ['go on', 'next level', 'exhausted', 'find', 'progress', 'maximumStates'] as const;
export type Decision = (typeof decisions)[number];

/** Numbers that all workers of a search see and change. */
export class Control {
  readonly buffer: SharedArrayBuffer;
  readonly #shared: Int32Array;
  /** By worker: states, generated, states that are left of what it took to expand, and what it found. */
  readonly #figures: Float64Array;

  constructor(workers: number, buffer = new SharedArrayBuffer(4 * own + 8 * figures * workers)) {
    this.buffer = buffer;
    this.#shared = new Int32Array(buffer, 0, own);
    this.#figures = new Float64Array(buffer, 4 * own);
  }

  /** How many share the search by now: worker 0 and those after it. */
  get members(): number {
    return Atomics.load(this.#shared, places.members);
  }

  set members(count: number) {
    Atomics.store(this.#shared, places.members, count);
  }

  /** Comes to where all members meet. @returns which time that is, to {@link hasMet} */
  arrive(): number {
    const shared = this.#shared;
    const generation = Atomics.load(shared, places.generation);
    if (Atomics.add(shared, places.arrived, 1) === this.members - 1) {
      Atomics.store(shared, places.arrived, 0);
      Atomics.add(shared, places.generation, 1);
      Atomics.notify(shared, places.generation);
    }
    return generation;
  }

  /** Sleeps until all members have come, or so long. @returns whether they have @throws RangeError when one of them never will */
  hasMet(generation: number, milliseconds: number): boolean {
    const shared = this.#shared;
    if (Atomics.load(shared, places.generation) !== generation) return true;
    if (this.hasFailed) throw new RangeError('a worker failed: the others cannot go on without it');
    Atomics.wait(shared, places.generation, generation, milliseconds);
    return Atomics.load(shared, places.generation) !== generation;
  }

  get hasFailed(): boolean {
    return Atomics.load(this.#shared, places.hasFailed) !== 0;
  }

  /** One worker will not come any more. */
  fail(): void {
    Atomics.store(this.#shared, places.hasFailed, 1);
    Atomics.notify(this.#shared, places.generation);
    Atomics.notify(this.#shared, places.admissions);
  }

  /** One more worker could begin. */
  getReady(): void {
    Atomics.add(this.#shared, places.ready, 1);
  }

  /** Workers that are ready, worker 0 left out. */
  get ready(): number {
    return Atomics.load(this.#shared, places.ready);
  }

  /** Whoever waits to be admitted looks whether it was. */
  announceAdmission(): void {
    Atomics.add(this.#shared, places.admissions, 1);
    Atomics.notify(this.#shared, places.admissions);
  }

  get admissions(): number {
    return Atomics.load(this.#shared, places.admissions);
  }

  /** Sleeps until somebody is admitted, or so long. */
  awaitAdmission(seen: number, milliseconds: number): void {
    Atomics.wait(this.#shared, places.admissions, seen, milliseconds);
  }

  /** States get their numbers in blocks. @returns the first of the next block */
  takeNumbers(count: number): number {
    return Atomics.add(this.#shared, places.numbers, count);
  }

  /** How many numbers have been given out, used or not. */
  get numbers(): number {
    return Atomics.load(this.#shared, places.numbers);
  }

  /** The first of that many numbers of states to expand; they may be past the end. */
  takeWork(count: number): number {
    return Atomics.add(this.#shared, places.next, count);
  }

  /** Where the level ends whose states are expanded. */
  get end(): number {
    return Atomics.load(this.#shared, places.end);
  }

  get isLevelTaken(): boolean {
    return Atomics.load(this.#shared, places.next) >= this.end;
  }

  beginLevel(): void {
    Atomics.store(this.#shared, places.next, this.end);
    Atomics.store(this.#shared, places.end, this.numbers);
  }

  need(what: number): void {
    Atomics.or(this.#shared, places.needs, what);
  }

  /** Whether all should come together. */
  get isRoundOver(): boolean {
    return Atomics.load(this.#shared, places.needs) !== 0 || this.isStopped;
  }

  /** @returns what was needed, which is forgotten */
  takeNeeds(): number {
    return Atomics.exchange(this.#shared, places.needs, 0);
  }

  stop(): void {
    Atomics.store(this.#shared, places.isStopped, 1);
  }

  get isStopped(): boolean {
    return Atomics.load(this.#shared, places.isStopped) !== 0;
  }

  get decision(): Decision {
    return decisions[Atomics.load(this.#shared, places.decision)] ?? 'go on';
  }

  set decision(decision: Decision) {
    Atomics.store(this.#shared, places.decision, decisions.indexOf(decision));
  }

  /** Does something that only one at a time may do. */
  alone(what: () => void): void {
    const shared = this.#shared;
    while (Atomics.compareExchange(shared, places.lock, 0, 1) !== 0) Atomics.wait(shared, places.lock, 1, 10);
    try {
      what();
    } finally {
      Atomics.store(shared, places.lock, 0);
      Atomics.notify(shared, places.lock, 1);
    }
  }

  /** Bytes that the dictionary has. */
  get written(): number {
    return Atomics.load(this.#shared, places.written);
  }

  set written(bytes: number) {
    Atomics.store(this.#shared, places.written, bytes);
  }

  /** How often memory was replaced. */
  get rebuilds(): number {
    return Atomics.load(this.#shared, places.rebuilds);
  }

  set rebuilds(count: number) {
    Atomics.store(this.#shared, places.rebuilds, count);
  }

  note(worker: number, { states, generated, left, found }: Figures): void {
    this.#figures.set([states, generated, left, found], figures * worker);
  }

  /** Of all, as far as they have told. */
  totals(): Figures {
    const sum = (figure: number): number => {
      let total = 0;
      for (let index = figure; index < this.#figures.length; index += figures) total += this.#figures[index] as number;
      return total;
    };
    return { states: sum(0), generated: sum(1), left: sum(2), found: sum(3) };
  }
}

/** What a worker tells of itself. */
export interface Figures {
  readonly states: number;
  readonly generated: number;
  /** States that are left of what it took to expand. */
  readonly left: number;
  /** Whether it found what it looks for: 1, or 0. */
  readonly found: number;
}
