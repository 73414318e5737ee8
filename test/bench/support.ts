import { writeFileSync } from 'node:fs';
import { argv, cpuUsage, stdout } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Whether a file was started by itself: `npx tsx test/bench/x.ts`. */
export function isMain(url: string): boolean {
  return url === pathToFileURL(argv[1] ?? '').href;
}

export function print(text: string): void {
  stdout.write(`${text}\n`);
}

/** Writes a page of the documentation. @returns where it is */
export function writePage(name: string, text: string): string {
  const file = fileURLToPath(new URL(`../../reports/docs/${name}.md`, import.meta.url));
  writeFileSync(file, text);
  return file;
}

export interface Timed<Result> {
  readonly milliseconds: number;
  /** Processor time, of all threads: what to compare when the machine is busy with other things. */
  readonly processor: number;
  readonly result: Result;
}

/** How long something takes, and what it gives. */
export function timed<Result>(run: () => Result): Timed<Result> {
  const before = cpuUsage();
  const start = performance.now();
  const result = run();
  const milliseconds = performance.now() - start;
  const { user, system } = cpuUsage(before);
  return { milliseconds, processor: (user + system) / 1000, result };
}

/** The fastest of several: what else the machine does only ever adds. */
export function best<Result>(times: number, run: () => Result): Timed<Result> {
  const all = Array.from({ length: times }, () => timed(run)).sort((a, b) => a.processor - b.processor);
  const [first] = all;
  if (first === undefined) throw new RangeError('nothing to measure');
  return first;
}

export function perSecond(count: number, milliseconds: number): number {
  return Math.round((count / milliseconds) * 1000);
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** `14 [14..17]` */
export function spread(numbers: readonly number[]): string {
  return numbers.length === 0 ? '-' : `${median(numbers)} [${Math.min(...numbers)}..${Math.max(...numbers)}]`;
}

export type Row = { readonly [column: string]: string | number };

/** A table in aligned columns; numbers to the right. */
export function table(title: string, rows: readonly Row[]): void {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (row: Row, column: string): string => {
    const value = row[column] ?? '';
    return typeof value === 'number' ? value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 2 : 0 }) : value;
  };
  const width = (column: string): number => Math.max(column.length, ...rows.map((row) => cell(row, column).length));
  const line = (text: (column: string) => string, isRight: (column: string) => boolean): string => columns.map((column) => (isRight(column) ? text(column).padStart(width(column)) : text(column).padEnd(width(column)))).join('  ').trimEnd();
  const isNumber = (column: string): boolean => rows.some((row) => typeof row[column] === 'number');
  print(`\n${title}`);
  print(line((column) => column, isNumber));
  print(columns.map((column) => '-'.repeat(width(column))).join('  '));
  for (const row of rows) print(line((column) => cell(row, column), isNumber));
}

interface Counts {
  readonly states: number;
  readonly generated: number;
  /** How many digits of what was generated are told; absent: all. */
  readonly digits?: number;
}

/** @throws Error when the others have not counted what we have */
export function mustAgree(who: string, { states, generated, digits }: Counts, ours: Counts): void {
  const told = digits === undefined ? ours.generated : Number(ours.generated.toPrecision(digits));
  if (states !== ours.states || generated !== told) throw new Error(`${who} counts ${states} states, ${generated} generated; ours counts ${ours.states}, ${ours.generated}`);
}
