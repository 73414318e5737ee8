import { chunkRows } from '../rows.ts';

/** The memory in which the workers of a search store states. What is not written takes no room. */
export interface SharedMemory {
  /** Words to a row. */
  readonly words: number;
  /** Chunks of rows, and of the codes of the states before them. */
  readonly rows: readonly SharedArrayBuffer[];
  readonly parents: readonly SharedArrayBuffer[];
  /** A hash table of numbers. */
  readonly cells: SharedArrayBuffer;
}

/** What of that the states must be written anew in. */
export interface Rebuilding {
  readonly memory: SharedMemory;
  /** Whether slots get other bits in the rows. */
  readonly isLaidOutAnew: boolean;
  readonly hasOtherRows: boolean;
  readonly hasOtherCells: boolean;
}

export function sharedMemory(words: number, chunks: number, cells: number): SharedMemory {
  return { words, rows: chunksOf(words, chunks), parents: chunksOf(1, chunks), cells: new SharedArrayBuffer(4 * cells) };
}

/** As much as that many numbers need, with room to go on. */
export function rebuilt(before: SharedMemory, numbers: number, words: number, isLaidOutAnew: boolean): Rebuilding {
  const chunks = Math.max(before.rows.length, Math.ceil((2 * numbers) / chunkRows) + 1);
  const more = chunks - before.rows.length;
  let cells = before.cells.byteLength / 4;
  // While there are few it grows in larger steps: hashing all anew costs more than the room.
  const each = numbers < 2 ** 20 ? 6 : 2.5;
  if (numbers * 2.5 > cells) while (numbers * each > cells) cells *= 2;
  const hasOtherRows = isLaidOutAnew || words > before.words;
  // Words that are added hold 0, which changes no hash.
  const hasOtherCells = isLaidOutAnew || cells * 4 > before.cells.byteLength;
  const memory = {
    words,
    rows: hasOtherRows ? chunksOf(words, chunks) : [...before.rows, ...chunksOf(words, more)],
    parents: [...before.parents, ...chunksOf(1, more)],
    cells: hasOtherCells ? new SharedArrayBuffer(4 * cells) : before.cells,
  };
  return { memory, isLaidOutAnew, hasOtherRows, hasOtherCells };
}

function chunksOf(words: number, chunks: number): SharedArrayBuffer[] {
  return Array.from({ length: chunks }, () => new SharedArrayBuffer(4 * words * chunkRows));
}
