import type { Channel } from './channel.ts';
import { SequenceInterner } from './interner.ts';
import { PairMemo } from './pairMemo.ts';

/** What is under way in a channel, and what a log still holds for a reader: interned sequences of value numbers. */
export class Contents {
  readonly #sequences = new SequenceInterner();
  readonly #appended = new PairMemo<number>();
  readonly #added = new PairMemo<number>();
  readonly #removed = new PairMemo<number>();

  get(content: number): readonly number[] {
    return this.#sequences.get(content);
  }

  /** Puts a value at the end (histories, FIFO channels). */
  append(content: number, value: number): number {
    return this.#appended.get(content, value, () => this.#sequences.intern([...this.get(content), value]));
  }

  /** Puts a message into a channel: at the end, or, unordered, in canonical order. */
  send(content: number, message: number, channel: Channel): number {
    if (channel.order === 'fifo') return this.append(content, message);
    if (channel.duplicating && this.get(content).includes(message)) return content;
    return this.#added.get(content, message, () => this.#sequences.intern([...this.get(content), message].sort((a, b) => a - b)));
  }

  /** Puts others in the place of one copy. Faults are rare: not memoised. */
  replace(content: number, value: number, others: readonly number[], channel: Channel): number {
    if (channel.order === 'fifo') return this.#sequences.intern(this.get(content).toSpliced(this.get(content).indexOf(value), 1, ...others));
    return others.reduce((rest, other) => this.send(rest, other, channel), this.remove(content, value));
  }

  /** Takes one copy out. */
  remove(content: number, value: number): number {
    return this.#removed.get(content, value, () => {
      const rest = [...this.get(content)];
      rest.splice(rest.indexOf(value), 1);
      return this.#sequences.intern(rest);
    });
  }
}
