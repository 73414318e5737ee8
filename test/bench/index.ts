import { argv } from 'node:process';
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

const wanted = argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(benchmarks, name));
if (unknown.length > 0) {
  print(`There is no benchmark called ${unknown.join(' or ')}. There are ${Object.keys(benchmarks).join(', ')}; without a name all are run.`);
  process.exitCode = 2;
} else {
  for (const [name, run] of Object.entries(benchmarks)) if (wanted.length === 0 || wanted.includes(name)) await run();
}
