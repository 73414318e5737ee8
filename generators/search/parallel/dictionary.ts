import type { Engine, Json } from '../../../model/kernel/index.ts';
import type { Layout } from '../layout.ts';
import type { Control } from './control.ts';

/** Room for what slots were seen to hold, in words; memory that is not written takes none. */
const reserved = 2 ** 30;

export function dictionaryMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(reserved);
}

/**
 * What slots were seen to hold, in the order in which that was met by any worker: all give it the same numbers, and the same bits,
 * whatever their engines call it. Each entry is a line of JSON: the slot's name, and what it holds in portable form. Other names, which
 * are numbered as well, are lines of their own.
 */
export class Dictionary {
  readonly #bytes: Uint8Array;
  readonly #control: Control;
  readonly #engine: Engine;
  #read: number;
  #layout: Layout | undefined;
  readonly #names: Map<string, number>;
  /** What was read of slots, and the layout does not know yet. */
  readonly #unlearned: (readonly [string, Json])[] = [];

  /** @param read how much of it the layout knows already, in bytes. @param names those that are in this much of it */
  constructor(memory: SharedArrayBuffer, control: Control, engine: Engine, read = 0, names: readonly string[] = []) {
    this.#read = read;
    this.#names = new Map(names.map((name, number) => [name, number]));
    this.#bytes = new Uint8Array(memory);
    this.#control = control;
    this.#engine = engine;
  }

  /** Makes a layout number what it does not know as all others do. */
  keepAlike(layout: Layout): void {
    const { slots, portable } = this.#engine;
    this.#layout = layout;
    layout.agree = (slot, held): void =>
      this.#control.alone(() => {
        this.catchUp();
        if (layout.numberOf(slot, held) === undefined) this.#write([slots.name(slot), portable.of(slot, held)]);
        this.catchUp();
      });
  }

  /** All names that are known here, in the order of their numbers. */
  get names(): readonly string[] {
    return [...this.#names.keys()];
  }

  /** The number of a name, which is the same for all. The layout learns nothing meanwhile. */
  numberOf(name: string): number {
    if (!this.#names.has(name)) {
      this.#control.alone(() => {
        this.#readOn();
        if (!this.#names.has(name)) this.#write(name);
        this.#readOn();
      });
    }
    return this.#names.get(name) as number;
  }

  /** Learns what others have written. */
  catchUp(): void {
    const { slots, portable } = this.#engine;
    this.#readOn();
    for (const [name, held] of this.#unlearned) this.#layout?.learn(slots.slot(name), portable.held(name, held));
    this.#unlearned.length = 0;
  }

  #readOn(): void {
    const { written } = this.#control;
    if (written === this.#read) return;
    const lines = new TextDecoder().decode(this.#bytes.slice(this.#read, written)).split('\n');
    this.#read = written;
    for (const line of lines) {
      if (line === '') continue;
      const entry = JSON.parse(line) as string | readonly [string, Json];
      if (typeof entry === 'string') this.#names.set(entry, this.#names.size);
      else this.#unlearned.push(entry);
    }
  }

  #write(entry: Json): void {
    const line = new TextEncoder().encode(`${JSON.stringify(entry)}\n`);
    const { written } = this.#control;
    if (written + line.length > this.#bytes.length) throw new RangeError(`threads can tell each other ${reserved} bytes of what slots hold, and this system has more: search it with one worker`);
    this.#bytes.set(line, written);
    this.#control.written = written + line.length;
  }
}
