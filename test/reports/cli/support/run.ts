import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { main } from '../../../../reports/cli/main.ts';
import type { Io } from '../../../../reports/cli/io.ts';
import type { Toolbox } from '../../../../reports/cli/toolbox.ts';
import { toy } from './toy.ts';

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Bench {
  /** Runs the command line in an empty folder, without a browser. */
  run(args: readonly string[], changes?: Partial<Io>, toolbox?: Toolbox): Promise<Outcome>;
  readonly folder: string;
  files(folder?: string): readonly string[];
  read(file: string): string;
  write(file: string, text: string): void;
}

/** An empty folder for each test. */
export function bench(): Bench {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'podproof-cli-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return {
    get folder() {
      return folder;
    },
    run: (args, changes, toolbox) => runIn(folder, args, changes, toolbox),
    files: (inside = '.') => readdirSync(join(folder, inside)).sort(),
    read: (file) => readFileSync(join(folder, file), 'utf8'),
    write: (file, text) => writeFileSync(join(folder, file), text),
  };
}

export async function runIn(cwd: string, args: readonly string[], changes: Partial<Io> = {}, toolbox: Toolbox = toy): Promise<Outcome> {
  let out = '';
  let err = '';
  let time = 0;
  const io: Io = {
    stdout: (text) => void (out += text),
    stderr: (text) => void (err += text),
    isTTY: { stdout: false, stderr: false },
    cwd,
    env: {},
    readStdin: () => Promise.resolve(''),
    now: () => (time += 50),
    signal: new AbortController().signal,
    program: 'npx podproof',
    version: '1.2.3',
    render: { candidates: [] },
    ...changes,
  };
  const code = await main(args, io, toolbox);
  return { code, out, err };
}
