import { spawnSync } from 'node:child_process';
import { argv, execArgv, execPath } from 'node:process';
import { findAndShrink } from './findAndShrink.ts';
import { grain } from './grain.ts';
import { randomThroughput } from './randomThroughput.ts';
import { reduction } from './reduction.ts';
import { searchGrowth } from './searchGrowth.ts';
import { searchThroughput } from './searchThroughput.ts';
import { print } from './support.ts';
import { threads } from './threads.ts';

/** All benchmarks: figures to compare with each other, not with those of another machine. */
const benchmarks: { readonly [name: string]: () => void | Promise<void> } = { randomThroughput, searchThroughput, searchGrowth, reduction, threads, grain, findAndShrink };

const [program = '', ...named] = argv.slice(1);
const unknown = named.filter((name) => !Object.hasOwn(benchmarks, name));
const wanted = named.length === 0 ? Object.keys(benchmarks) : named;
if (unknown.length > 0) {
  print(`There is no benchmark called ${unknown.join(' or ')}. There are ${Object.keys(benchmarks).join(', ')}; without a name all are run.`);
  process.exitCode = 2;
} else if (wanted.length === 1) await benchmarks[wanted[0] ?? '']?.();
else {
  // Each in a process of its own: code that has run something else first is slower.
  for (const name of wanted) {
    const { status } = spawnSync(execPath, [...execArgv, program, name], { stdio: 'inherit' });
    if (status !== 0) process.exitCode = status ?? 1;
  }
}
