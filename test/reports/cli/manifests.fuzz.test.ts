import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { scenarios } from '../../../generators/scenarios/index.ts';
import type { JsonObject } from '../../../model/kernel/index.ts';
import { podproof } from '../../../reports/cli/podproof.ts';
import { damagedJson, damagedText } from './support/damage.ts';
import { bench } from './support/run.ts';
import { expectSound } from './support/sound.ts';

const { run, files } = bench();

/** Manifests of named scenarios that run quickly and have every kind of object between them. */
const quick = ['init-containers', 'scheduling-gates', 'quota-exceeded', 'webhook-denies', 'volumes', 'service'];
const manifests = scenarios
  .filter(({ name }) => quick.includes(name))
  .map(({ scenario }) => [...scenario.objects, ...scenario.commands.flatMap((command) => ('object' in command ? [command.object] : []))].map(single));

/** One replica is as good as three here. */
function single(object: JsonObject): JsonObject {
  return object['kind'] === 'Deployment' ? { ...object, spec: { ...(object['spec'] as JsonObject), replicas: 1 } } : object;
}

const damaged = fc.constantFrom(...manifests).chain((objects) =>
  fc.oneof(
    damagedJson(objects, 6).map((value) => (value as readonly unknown[]).map((object) => stringify(object)).join('---\n')),
    damagedJson(objects, 6).map((items) => JSON.stringify({ apiVersion: 'v1', kind: 'List', items })),
    damagedText(objects.map((object) => stringify(object)).join('---\n')),
    damagedText(JSON.stringify(objects[0])),
  ),
);
const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.anything().map((value) => JSON.stringify(value) ?? ''));

describe('whatever a manifest holds', () => {
  test('check and diagram have one clear answer, and what they refuse leaves nothing behind', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof({ weight: 9, arbitrary: damaged }, { weight: 1, arbitrary: anything }), fc.constantFrom(['diagram', '-'], ['check', '-f', '-', '--runs', '1', '--nodes', '1', '--faults', 'none', '--property', 'no-double-binding']), async (text, args) => {
        const outcome = await run(args, { readStdin: () => Promise.resolve(text) }, podproof);
        expectSound(outcome, text);
        if (outcome.code === 2) expect(outcome.err).toMatch(/^podproof: (?:standard input:\d+:\d+: |--nodes and Node objects)/);
        expect(files()).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  }, 300_000);
});
