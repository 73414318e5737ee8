import { closeSync, fsyncSync, fstatSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { checkpointFormat, type CheckpointHeader } from './checkpointSchema.ts';

/**
 * A checkpoint is a line of JSON, the bytes of a search, and four bytes of checksum of all before them (CRC-32, least
 * significant first). It may be larger than memory has room for twice: all is done in pieces.
 */
const pieceBytes = 1 << 24;
const checksumBytes = 4;
const newline = 0x0a;

/** Every checkpoint begins so. */
const beginning = `{"format":"${checkpointFormat}",`;

/** Why a file cannot be read: the end of a sentence that begins with its name. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError';
}

/**
 * Writes a checkpoint beside its place and then renames it, so that there is always a whole one, this or the one before.
 * @returns its size in bytes
 * @throws what the file system throws; then the file is as it was
 */
export function writeCheckpoint(path: string, header: CheckpointHeader, data: Iterable<Uint8Array>): number {
  const draft = draftOf(path);
  const file = openSync(draft, 'w');
  try {
    let checksum = 0;
    let written = 0;
    const write = (bytes: Uint8Array): void => {
      for (let at = 0; at < bytes.length; ) {
        const piece = bytes.subarray(at, at + pieceBytes);
        const count = writeSync(file, piece);
        checksum = crc32(piece.subarray(0, count), checksum);
        at += count;
        written += count;
      }
    };
    write(Buffer.from(`${JSON.stringify(header)}\n`));
    for (const bytes of data) write(bytes);
    const end = Buffer.alloc(checksumBytes);
    end.writeUInt32LE(checksum);
    write(end);
    fsyncSync(file);
    closeSync(file);
    renameSync(draft, path);
    return written;
  } catch (reason) {
    discard(file, draft);
    throw reason;
  }
}

/** Where a checkpoint is written before it is whole. */
export function draftOf(path: string): string {
  return `${path}.part`;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new CheckpointError('is damaged: its first line is not JSON');
  }
}

function discard(file: number, draft: string): void {
  try {
    closeSync(file);
  } catch {
    // It was closed before the renaming failed.
  }
  rmSync(draft, { force: true });
}

/** Whether a file wants to be a checkpoint, whole or damaged. @throws what the file system throws */
export function isCheckpoint(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    return beginsWell(file);
  } finally {
    closeSync(file);
  }
}

function beginsWell(file: number): boolean {
  const read = Buffer.alloc(beginning.length);
  return readSync(file, read, 0, read.length, 0) === read.length && read.toString() === beginning;
}

/** A checkpoint to read: whole, as its checksum says. */
export class CheckpointReader {
  readonly #file: number;
  /** Where the checksum begins. */
  readonly #end: number;
  #at: number;
  /** The first line. */
  readonly header: unknown;

  /** @throws CheckpointError when it is none, or damaged; and what the file system throws */
  constructor(path: string) {
    this.#file = openSync(path, 'r');
    try {
      this.#end = fstatSync(this.#file).size - checksumBytes;
      if (!beginsWell(this.#file)) throw new CheckpointError('is not a checkpoint: podproof check --exhaustive --checkpoint writes them');
      this.#verify();
      const { text, next } = this.#firstLine();
      this.header = parsed(text);
      this.#at = next;
    } catch (reason) {
      this.close();
      throw reason;
    }
  }

  /** Bytes of the search that were not read yet. */
  get remaining(): number {
    return this.#end - this.#at;
  }

  /** The next bytes. @throws CheckpointError when there are fewer */
  read(bytes: number): Uint8Array {
    if (bytes > this.remaining) throw new CheckpointError('is damaged: it has fewer states than it says');
    const read = this.#readAt(this.#at, bytes);
    this.#at += bytes;
    return read;
  }

  close(): void {
    closeSync(this.#file);
  }

  #verify(): void {
    let checksum = 0;
    for (let at = 0; at < this.#end; at += pieceBytes) checksum = crc32(this.#readAt(at, Math.min(pieceBytes, this.#end - at)), checksum);
    if (Buffer.from(this.#readAt(this.#end, checksumBytes)).readUInt32LE() !== checksum) throw new CheckpointError('is damaged or cut short: its checksum is wrong');
  }

  #firstLine(): { readonly text: string; readonly next: number } {
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < this.#end; at += pieceBytes) {
      const piece = this.#readAt(at, Math.min(pieceBytes, this.#end - at));
      const length = piece.indexOf(newline);
      pieces.push(length < 0 ? piece : piece.subarray(0, length));
      if (length >= 0) return { text: Buffer.concat(pieces).toString(), next: at + length + 1 };
    }
    throw new CheckpointError('is damaged: its first line has no end');
  }

  #readAt(position: number, bytes: number): Uint8Array {
    const read = new Uint8Array(bytes);
    for (let at = 0; at < bytes; ) {
      const count = readSync(this.#file, read, at, Math.min(pieceBytes, bytes - at), position + at);
      if (count === 0) throw new CheckpointError('became shorter while it was read');
      at += count;
    }
    return read;
  }
}
