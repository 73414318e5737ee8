import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Bounded explorations and browser renderings take seconds on a slow machine; a hang should still fail.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Processes rather than threads: an exploration may fill a heap, and each process has its own.
    pool: 'forks',
    // Modules are pure, so that files may share them: loading them anew for each file would take a fifth of the time.
    isolate: false,
    // The tests are sized for two cores; more workers on a bigger machine would only multiply peak memory.
    maxWorkers: 2,
  },
});
