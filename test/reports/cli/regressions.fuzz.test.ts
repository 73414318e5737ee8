import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { damagedJson, damagedText } from './support/damage.ts';
import { bench } from './support/run.ts';
import { expectSound } from './support/sound.ts';

const { run, read, write, files } = bench();

const check = ['check', '--scenario', 'lossy', '--seed', '3'];

/** The kept counterexample of a scenario in which requests are lost. */
async function keptFile(): Promise<string> {
  await run([...check, '--runs', '500']);
  return `.podproof/${files('.podproof')[0] ?? ''}`;
}

test('whatever has become of a kept counterexample, a check goes on', async () => {
  const file = await keptFile();
  const text = read(file);
  const damaged = fc.oneof(damagedJson(JSON.parse(text)).map((value) => JSON.stringify(value) ?? ''), damagedText(text));
  const checks = fc.constantFrom([...check, '--runs', '3'], [...check, '--runs', '3', '--faults', 'none'], ['check', '--scenario', 'lossy', '--exhaustive', '--faults', 'none']);
  await fc.assert(
    fc.asyncProperty(damaged, checks, async (instead, args) => {
      write(file, instead);
      const outcome = await run(args);
      expectSound(outcome, instead);
      // A mistake in what was kept is none of the user's.
      expect(outcome.code).not.toBe(2);
    }),
    { numRuns: 200 },
  );
});
