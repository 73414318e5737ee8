import { closeSync, openSync, rmSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SavedCheck } from '../../../generators/exhaustive/savedCheck.ts';
import type { Scenario } from '../../../model/scenario.ts';
import { makeFolder } from '../../mermaid/files.ts';
import { attempt, fileProblem, resolvedPath } from '../files.ts';
import type { Io } from '../io.ts';
import { UserError } from '../userError.ts';
import { draftOf, isCheckpoint, writeCheckpoint } from './checkpointFile.ts';
import { askedOf, checkpointFormat, checkpointVersion, type CheckpointHeader } from './checkpointSchema.ts';
import type { CheckOptions } from './options.ts';
import type { WrittenCheckpoint } from './report.ts';
import { refuseUnwritableFile } from './writable.ts';

/** Before hours of work that would be lost: tries to write, and spares a file that is something else. */
export async function refuseUnwritableCheckpoint(io: Io, asked: string): Promise<void> {
  const option = `--checkpoint ${asked}`;
  await refuseUnwritableFile(io, '--checkpoint', asked, 'pod.checkpoint');
  const path = resolvedPath(io, asked);
  const status = await stat(path).catch(() => undefined);
  if (status !== undefined && !(status.isFile() && (await attempt(option, async () => status.size === 0 || isCheckpoint(path))))) {
    throw new UserError(`${option}: is there already and is no checkpoint: choose another name, so that it is not lost`);
  }
  await attempt(option, async () => {
    await makeFolder(dirname(path));
    closeSync(openSync(draftOf(path), 'w'));
    rmSync(draftOf(path));
  });
}

/** Writes checkpoints of a check. One that cannot be written is no reason to end it: that is told at its end. */
export class Saving {
  readonly #file: string;
  readonly #path: string;
  readonly #header: Omit<CheckpointHeader, 'search' | 'soFar'>;
  #saved: WrittenCheckpoint['saved'];
  #notSaved: string | undefined;

  constructor(io: Io, file: string, options: CheckOptions, scenario: Scenario, properties: readonly string[]) {
    this.#file = file;
    this.#path = resolvedPath(io, file);
    this.#header = { format: checkpointFormat, version: checkpointVersion, podproof: io.version, asked: askedOf(options), scenario, properties: [...properties] };
  }

  save({ search: { header: search, data }, soFar }: SavedCheck): void {
    try {
      const bytes = writeCheckpoint(this.#path, { ...this.#header, search, soFar }, data());
      this.#saved = { states: search.states, bytes };
      this.#notSaved = undefined;
    } catch (reason) {
      this.#notSaved = fileProblem(reason);
      if (this.#notSaved === undefined) throw reason;
    }
  }

  get written(): WrittenCheckpoint {
    return { file: this.#file, ...(this.#saved && { saved: this.#saved }), ...(this.#notSaved !== undefined && { notSaved: this.#notSaved }) };
  }
}
