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
 * whatever their engines call it. Each entry is a line of JSON: the slot's name, and what it holds in portable form.
 */
export class Dictionary {
  readonly #bytes: Uint8Array;
  readonly #control: Control;
  readonly #engine: Engine;
  #read: number;

  /** @param read how much of it the layout knows already, in bytes */
  constructor(memory: SharedArrayBuffer, control: Control, engine: Engine, read = 0) {
    this.#read = read;
    this.#bytes = new Uint8Array(memory);
    this.#control = control;
    this.#engine = engine;
  }

  /** Makes a layout number what it does not know as all others do. */
  keepAlike(layout: Layout): void {
    layout.agree = (slot, held): void =>
      this.#control.alone(() => {
        this.catchUp(layout);
        if (layout.numberOf(slot, held) === undefined) this.#write(slot, held);
        this.catchUp(layout);
      });
  }

  /** Reads what others have written. */
  catchUp(layout: Layout): void {
    const { slots, portable } = this.#engine;
    const { written } = this.#control;
    if (written === this.#read) return;
    const lines = new TextDecoder().decode(this.#bytes.slice(this.#read, written)).split('\n');
    this.#read = written;
    for (const line of lines) {
      if (line === '') continue;
      const [name, held] = JSON.parse(line) as [string, Json];
      layout.learn(slots.slot(name), portable.held(name, held));
    }
  }

  #write(slot: number, held: number): void {
    const { slots, portable } = this.#engine;
    const line = new TextEncoder().encode(`${JSON.stringify([slots.name(slot), portable.of(slot, held)])}\n`);
    const { written } = this.#control;
    if (written + line.length > this.#bytes.length) throw new RangeError(`threads can tell each other ${reserved} bytes of what slots hold, and this system has more: search it with one worker`);
    this.#bytes.set(line, written);
    this.#control.written = written + line.length;
  }
}
