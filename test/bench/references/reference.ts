import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { murphi } from './murphi.ts';
import { promela } from './promela.ts';

/** What another checker counted, and the processor time that it took, without its compilation. */
export interface Reference {
  readonly checker: string;
  readonly states: number;
  readonly generated: number;
  /** How many digits of that it tells; absent: all. */
  readonly digits?: number;
  readonly milliseconds: number;
  /** What it says a stored state takes; absent when it does not say. */
  readonly bytes?: number;
}

interface Checker {
  readonly name: string;
  readonly needs: readonly string[];
  readonly file: string;
  readonly model: (resourceManagers: number) => string;
  readonly build: readonly string[];
  readonly run: string;
  readonly read: (output: string) => Omit<Reference, 'checker' | 'milliseconds'>;
}

const checkers: readonly Checker[] = [
  {
    name: 'Spin (depth-first, -O3 -DSAFETY -DNOREDUCE)',
    needs: ['spin', 'gcc'],
    file: 'model.pml',
    model: promela,
    build: ['spin -a model.pml', 'gcc -O3 -DSAFETY -DNOREDUCE -DMEMLIM=8000 -o checker pan.c'],
    run: './checker -E -m1000000 -w24',
    // What is stored counts as a transition, the beginning too. Of few states it does not say what they take.
    read: (output) => ({ states: number(/(\d+) states, stored/, output), generated: number(/([\d.e+]+) transitions/, output), digits: 8, ...bytesOf(/as stored = (\d+) byte \+ (\d+) byte/.exec(output)) }),
  },
  {
    name: 'Rumur (breadth-first, one thread)',
    needs: ['rumur', 'gcc'],
    file: 'model.m',
    model: murphi,
    build: ['rumur --deadlock-detection off --symmetry-reduction off --threads 1 --counterexample-trace off --output checker.c model.m', 'gcc -std=c11 -O3 -march=native -o checker checker.c -lpthread -latomic'],
    run: './checker',
    read: (output) => ({ states: number(/(\d+) states, \d+ rules fired in/, output), generated: number(/\d+ states, (\d+) rules fired in/, output) + 1 }),
  },
];

/** Two-phase commit in the checkers that are installed, and one line for each that is not. */
export function references(resourceManagers: number, times: number): { readonly found: readonly Reference[]; readonly absent: readonly string[] } {
  const found: Reference[] = [];
  const absent: string[] = [];
  for (const checker of checkers) {
    const missing = checker.needs.filter((program) => spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0);
    if (missing.length === 0) found.push(checked(checker, resourceManagers, times));
    else absent.push(`${checker.name} is left out: ${missing.join(' and ')} cannot be found`);
  }
  return { found, absent };
}

function checked({ name, file, model, build, run, read }: Checker, resourceManagers: number, times: number): Reference {
  const folder = mkdtempSync(join(tmpdir(), 'podproof-bench-'));
  try {
    writeFileSync(join(folder, file), model(resourceManagers));
    for (const command of build) shell(folder, command);
    const results = Array.from({ length: times }, (): Reference => {
      const output = shell(folder, `${run}; times`);
      return { checker: name, ...read(output), milliseconds: childrenMilliseconds(output) };
    });
    return results.reduce((a, b) => (b.milliseconds < a.milliseconds ? b : a));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function shell(cwd: string, command: string): string {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(`${command}: ${stderr || stdout}`);
  return stdout;
}

/** The second line of the shell's `times` is what its children took, in user and system mode. */
function childrenMilliseconds(output: string): number {
  const [userMinutes = 0, user = 0, systemMinutes = 0, system = 0] = numbers(/(\d+)m([\d.]+)s (\d+)m([\d.]+)s\s*$/, output);
  return ((userMinutes + systemMinutes) * 60 + user + system) * 1000;
}

function bytesOf(match: RegExpExecArray | null): Pick<Reference, 'bytes'> {
  return match === null ? {} : { bytes: Number(match[1]) + Number(match[2]) };
}

function number(pattern: RegExp, output: string): number {
  return numbers(pattern, output)[0] ?? Number.NaN;
}

function numbers(pattern: RegExp, output: string): readonly number[] {
  const match = pattern.exec(output);
  if (match === null) throw new Error(`the checker's output has no ${pattern.source}:\n${output}`);
  return match.slice(1).map(Number);
}
