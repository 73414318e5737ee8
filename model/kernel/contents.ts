import type { Channel } from './channel.ts';
import { SequenceInterner } from './interner.ts';

/** What is under way in a channel, and what a log still holds for a reader: interned sequences of value numbers. */
export class Contents {
  readonly #sequences = new SequenceInterner();
  readonly #appended = new PairMemo();
  readonly #added = new PairMemo();
  readonly #removed = new PairMemo();

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

/** A memo for pairs of integers. Both are kept apart, so that no range can overflow into the other. */
class PairMemo {
  readonly #memo = new Map<number, Map<number, number>>();

  get(first: number, second: number, compute: () => number): number {
    let row = this.#memo.get(first);
    if (row === undefined) this.#memo.set(first, (row = new Map<number, number>()));
    let result = row.get(second);
    if (result === undefined) row.set(second, (result = compute()));
    return result;
  }
}
