import { z } from 'zod';
import type { Json } from '../../model/kernel/index.ts';

const count = z.number().int().nonnegative();
const json = z.json() as z.ZodType<Json>;

const slotSchema = z.strictObject({
  name: z.string(),
  /** All that the slot was seen to hold, by number, in portable form. */
  held: z.array(json).min(1),
});

/** How a breadth-first search stood, but for its states: another engine of an equal system can go on from there. */
export const savedSearchSchema = z.strictObject({
  states: count,
  generated: count,
  depth: count,
  /** The state to expand next. */
  next: count,
  layout: z.strictObject({
    slots: z.array(slotSchema),
    /** Which of these slots was given bits, and how many, in turn. */
    fields: z.array(z.tuple([count, z.number().int().min(1).max(32)])),
  }),
  /** Words to a row of the states that follow. */
  words: count,
});

export type SavedHeader = z.infer<typeof savedSearchSchema>;

/** A search at rest: what it is, and in turn the rows of its states, the state before each, and how deep each is (32, 32 and 16 bits, little-endian). */
export interface SavedSearch {
  readonly header: SavedHeader;
  data(): Iterable<Uint8Array>;
}

/** A search to go on with. */
export interface ResumedSearch {
  readonly header: SavedHeader;
  /** The next bytes of its data. @throws when there are fewer */
  read(bytes: number): Uint8Array;
}

/** Numbers as bytes, least significant first, whatever the machine. */
export function bytesOf(numbers: Int32Array | Uint16Array): Uint8Array {
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  return isLittleEndian ? bytes : swapped(bytes, numbers.BYTES_PER_ELEMENT);
}

/** Fills numbers from as many bytes. */
export function fill(numbers: Int32Array | Uint16Array, read: ResumedSearch['read']): void {
  const bytes = read(numbers.byteLength);
  new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength).set(isLittleEndian ? bytes : swapped(bytes, numbers.BYTES_PER_ELEMENT));
}

const isLittleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

function swapped(bytes: Uint8Array, width: number): Uint8Array {
  return bytes.map((_, index) => bytes[index - (index % width) + width - 1 - (index % width)] ?? 0);
}
