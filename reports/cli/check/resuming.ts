import { stat } from 'node:fs/promises';
import type { ResumedCheck } from '../../../generators/exhaustive/savedCheck.ts';
import { ForeignSearchError } from '../../../generators/search/fitting.ts';
import { attempt, resolvedPath } from '../files.ts';
import type { Io } from '../io.ts';
import type { CheckSubject } from '../subject.ts';
import { UserError } from '../userError.ts';
import { CheckpointError, CheckpointReader } from './checkpointFile.ts';
import { checkpointHeaderSchema, checkpointLabelSchema, checkpointVersion, type CheckpointHeader } from './checkpointSchema.ts';
import type { CheckOptions } from './options.ts';

const mostErrors = 5;

/** A check to go on with. */
export class Resuming {
  readonly file: string;
  readonly check: ResumedCheck;
  readonly subject: CheckSubject;
  /** Their names. */
  readonly properties: readonly string[];
  readonly #asked: CheckpointHeader['asked'];
  readonly #reader: CheckpointReader;

  private constructor(file: string, reader: CheckpointReader, { asked, scenario, properties, search, soFar }: CheckpointHeader) {
    this.file = file;
    this.#reader = reader;
    this.#asked = asked;
    this.check = { search: { header: search, read: (bytes) => reader.read(bytes) }, soFar };
    // What is checked again is told by the name of the checkpoint.
    this.subject = { scenario, source: [] };
    this.properties = properties;
  }

  /** @throws UserError that says why the file is of no use */
  static async open(io: Io, file: string): Promise<Resuming> {
    const name = `--resume ${file}`;
    if (file === '-') throw new UserError(`${name}: a checkpoint is read from a file, not from standard input`);
    const path = resolvedPath(io, file);
    if (!(await attempt(name, () => stat(path))).isFile()) throw new UserError(`${name}: is not a file`);
    const reader = await attempt(name, async () => readerOf(path, name));
    try {
      return new Resuming(file, reader, headerOf(reader.header, name, io.version));
    } catch (reason) {
      reader.close();
      throw reason;
    }
  }

  /** With what was asked for when it began. @throws UserError when that leaves open what is asked for now */
  options(given: CheckOptions): CheckOptions {
    if (given.statistics === true && this.check.soFar.actions === undefined) throw new UserError(`--resume ${this.file}: was written without --statistics, so that what was counted before is not in it: leave --statistics out, or check again from the beginning with it`);
    return { ...given, reduction: false, ...this.#asked };
  }

  /** What was thrown before all of the checkpoint was read, or because it does not fit: why. Anything else stays what it is. */
  explained(reason: unknown): unknown {
    const isForeign = reason instanceof ForeignSearchError;
    if (!isForeign && (this.#reader.remaining === 0 || !(reason instanceof RangeError || reason instanceof CheckpointError))) return reason;
    return new UserError(`--resume ${this.file}: cannot be gone on with, since the model is not what it was (${reason.message}): check again from the beginning`);
  }

  close(): void {
    this.#reader.close();
  }
}

function readerOf(path: string, name: string): CheckpointReader {
  try {
    return new CheckpointReader(path);
  } catch (reason) {
    throw reason instanceof CheckpointError ? new UserError(`${name}: ${reason.message}`) : reason;
  }
}

function headerOf(read: unknown, name: string, release: string): CheckpointHeader {
  const label = checkpointLabelSchema.safeParse(read);
  if (!label.success) throw new UserError(`${name}: is damaged: it does not say which release wrote it`);
  const { version, podproof } = label.data;
  if (podproof !== release) throw new UserError(`${name}: was written by podproof ${podproof}, and this is ${release}, whose model may be another one: go on with podproof ${podproof}, or check again from the beginning`);
  if (version !== checkpointVersion) throw new UserError(`${name}: has version ${version} of the format, and this podproof reads version ${checkpointVersion}: check again from the beginning`);
  const header = checkpointHeaderSchema.safeParse(read);
  if (!header.success) throw new UserError(header.error.issues.slice(0, mostErrors).map(({ path, message }) => `${name}: ${path.join('.')}: ${message}`).join('\n'));
  return header.data;
}
