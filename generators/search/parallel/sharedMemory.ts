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

/** Of which of that the states must be written anew. */
export interface Rebuilding {
  readonly memory: SharedMemory;
  readonly isLaidOutAnew: boolean;
  readonly isHashedAnew: boolean;
}

export function sharedMemory(words: number, chunks: number, cells: number): SharedMemory {
  return { words, rows: chunksOf(words, chunks), parents: chunksOf(1, chunks), cells: new SharedArrayBuffer(4 * cells) };
}

/** As much as that many numbers need, with room to go on. @param words undefined: rows stay as they are */
export function rebuilt(before: SharedMemory, numbers: number, words?: number): Rebuilding {
  const chunks = Math.ceil((2 * numbers) / chunkRows) + 1;
  const more = Math.max(0, chunks - before.rows.length);
  let cells = before.cells.byteLength / 4;
  while (numbers * 2.5 > cells) cells *= 2;
  const isHashedAnew = words !== undefined || cells * 4 > before.cells.byteLength;
  const rows = words === undefined ? [...before.rows, ...chunksOf(before.words, more)] : chunksOf(words, before.rows.length + more);
  const memory = { words: words ?? before.words, rows, parents: [...before.parents, ...chunksOf(1, more)], cells: isHashedAnew ? new SharedArrayBuffer(4 * cells) : before.cells };
  return { memory, isLaidOutAnew: words !== undefined, isHashedAnew };
}

function chunksOf(words: number, chunks: number): SharedArrayBuffer[] {
  return Array.from({ length: chunks }, () => new SharedArrayBuffer(4 * words * chunkRows));
}
