import { findAndShrink } from './findAndShrink.ts';
import { grain } from './grain.ts';
import { randomThroughput } from './randomThroughput.ts';
import { reduction } from './reduction.ts';
import { searchGrowth } from './searchGrowth.ts';
import { searchThroughput } from './searchThroughput.ts';
import { threads } from './threads.ts';

/** All benchmarks: figures to compare with each other, not with those of another machine. */
randomThroughput();
searchThroughput();
searchGrowth();
reduction();
await threads();
await grain();
await findAndShrink();
