import { findAndShrink } from './findAndShrink.ts';
import { randomThroughput } from './randomThroughput.ts';
import { searchGrowth } from './searchGrowth.ts';
import { searchThroughput } from './searchThroughput.ts';
import { threads } from './threads.ts';

/** All benchmarks: figures to compare with each other, not with those of another machine. */
randomThroughput();
searchThroughput();
searchGrowth();
await threads();
await findAndShrink();
