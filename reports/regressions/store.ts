import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { KeptCounterexample } from '../../generators/regressions/follow.ts';
import { parseTrace, TraceError, type Trace } from '../../model/kernel/index.ts';
import { fileProblem } from '../cli/files.ts';
import { writeWhole } from '../mermaid/files.ts';
import { fileOf, type RegressionKey } from './key.ts';

export interface KeptTrace extends KeptCounterexample {
  /** In the folder. */
  readonly name: string;
  /** As it is shown. */
  readonly file: string;
}

/** What is wrong with something that cannot be read. */
export interface Unreadable {
  /** As it is shown. */
  readonly file: string;
  readonly text: string;
}

const ending = '.trace.json';

/** A trace of the longest run is smaller. */
const biggest = 64 * 1024 * 1024;

/** Whatever a trace was made from has a budget of faults, or none. */
const madeFrom = z.looseObject({ faults: z.record(z.string(), z.union([z.int().nonnegative(), z.literal('unlimited')])).optional() });

/**
 * Counterexamples that were found, as traces in a folder: of each scenario and property the shortest. The name of a file says what it is of. A file
 * is written whole or not at all, so that several checks may share a folder; what cannot be read or written is told and never ends a check.
 */
export class RegressionStore {
  readonly #folder: string;
  readonly #shown: string;

  /** `shown`: the folder as the user knows it. */
  constructor(folder: string, shown: string = folder) {
    this.#folder = folder;
    this.#shown = shown;
  }

  /** All that is kept of something, in the order of their names, and what is wrong with those that cannot be read. */
  async read({ digest }: RegressionKey): Promise<{ readonly kept: readonly KeptTrace[]; readonly problems: readonly Unreadable[] }> {
    const kept: KeptTrace[] = [];
    const problems: Unreadable[] = [];
    for (const name of await this.#names(digest, problems)) {
      const file = this.#show(name);
      const found = await this.#open(name).catch((reason: unknown) => problemWith(reason, file));
      if (typeof found === 'string') problems.push({ file, text: `${found}; it stays until a check keeps a new one in its place: delete it if it is of no use` });
      else if (found !== undefined) kept.push(found);
    }
    return { kept, problems };
  }

  /** Keeps a trace, unless a shorter one of the same is kept; `anew`: in place of whatever is kept. */
  async keep(key: RegressionKey, trace: Trace, anew = false): Promise<{ readonly file: string } | { readonly problem: string }> {
    const name = `${fileOf(key, trace.verdict?.property ?? '')}${ending}`;
    const file = this.#show(name);
    try {
      // One that cannot be read is worth less than this one.
      const there = anew ? undefined : await this.#open(name).catch(() => undefined);
      if (there === undefined || there.schedule.length > trace.schedule.length) await writeWhole(join(this.#folder, name), `${JSON.stringify(trace, null, 2)}\n`);
      return { file };
    } catch (reason) {
      return { problem: problemWith(reason, file) };
    }
  }

  /** @returns what is wrong when it cannot be removed */
  async remove({ name, file }: KeptTrace): Promise<string | undefined> {
    try {
      await rm(join(this.#folder, name), { force: true });
      return undefined;
    } catch (reason) {
      return problemWith(reason, file);
    }
  }

  async #names(digest: string, problems: Unreadable[]): Promise<readonly string[]> {
    try {
      return (await readdir(this.#folder)).filter((name) => name.endsWith(`.${digest}${ending}`) && !name.startsWith('.')).sort();
    } catch (reason) {
      // Nothing has been kept yet.
      if (!(reason instanceof Error && 'code' in reason && reason.code === 'ENOENT')) problems.push({ file: this.#shown, text: problemWith(reason, this.#shown) });
      return [];
    }
  }

  /** Undefined when it is gone: another check has removed it. */
  async #open(name: string): Promise<KeptTrace | undefined> {
    const path = join(this.#folder, name);
    const file = this.#show(name);
    const status = await stat(path).catch(() => undefined);
    if (status === undefined) return undefined;
    if (!status.isFile()) throw new TraceError(`${file}: is not a file`);
    if (status.size > biggest) throw new TraceError(`${file}: is too big (${status.size} bytes, at most ${biggest})`);
    const { verdict, initial, schedule, scenario } = parseTrace(await readFile(path, 'utf8'), file);
    if (verdict === undefined) throw new TraceError(`${file}: verdict: the trace says of no property that it is violated`);
    const { data } = madeFrom.safeParse(scenario);
    if (data === undefined) throw new TraceError(`${file}: scenario: has no budget of faults that can be read`);
    return { name, file, property: verdict.property, initial, schedule, faults: data.faults ?? {} };
  }

  #show(name: string): string {
    return `${this.#shown}/${name}`;
  }
}

function problemWith(reason: unknown, file: string): string {
  if (reason instanceof TraceError) return reason.message.split('\n')[0] ?? '';
  const problem = fileProblem(reason);
  if (problem === undefined) throw reason;
  return `${file}: ${problem}`;
}
