import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { podproof } from '../../../reports/cli/podproof.ts';
import { bench } from './support/run.ts';
import { damagedJson, damagedText } from './support/damage.ts';
import { expectSound } from './support/sound.ts';

const { run, read, files } = bench();
const file = 'podproof-out/two-schedulers.no-double-binding.trace.json';
let trace = '';

describe('whatever a trace holds', () => {
  beforeEach(async () => {
    await run(['check', '--scenario', 'two-schedulers', '--mutant', 'apiserver.podIsUnbound=true', '--seed', '1', '--runs', '200', '--property', 'no-double-binding'], {}, podproof);
    trace = read(file);
  });

  test('replay and diagram have one clear answer', async () => {
    const before = files();
    const text = fc.oneof(
      damagedJson(JSON.parse(trace)).map((value) => JSON.stringify(value)),
      damagedText(trace),
      fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.jsonValue().map((scenario) => JSON.stringify({ format: 'podproof-trace', version: 1, scenario, schedule: [], end: '0'.repeat(64) }))),
    );
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom('replay', 'diagram'), async (damaged, command) => {
        const outcome = await run([command, '-'], { readStdin: () => Promise.resolve(damaged) }, podproof);
        expectSound(outcome, damaged);
        expect(files()).toEqual(before);
      }),
      { numRuns: 1000 },
    );
  }, 300_000);
});
