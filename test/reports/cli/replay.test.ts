import { beforeEach, describe, expect, test } from 'vitest';
import { Engine, replay, traceOf, type Json } from '../../../model/kernel/index.ts';
import { scenario } from '../../../model/scenario.ts';
import { bench } from './support/run.ts';
import { toy } from './support/toy.ts';

const { run, read, write, files } = bench();
const trace = 'podproof-out/two-schedulers.no-double-binding.trace.json';

/** The trace with something changed, by its path in the JSON. */
function edited(change: (trace: { [field: string]: unknown; schedule: string[]; scenario: { [field: string]: unknown } }) => void): string {
  const value = JSON.parse(read(trace)) as Parameters<typeof change>[0];
  change(value);
  write('edited.json', JSON.stringify(value));
  return 'edited.json';
}

describe('podproof replay', () => {
  beforeEach(async () => {
    await run(['check', '--mutant', 'bind-twice', '--seed', '7']);
  });

  test('prints every step with what happened inside, and the recorded violation: exit code 1', async () => {
    const { code, out, err } = await run(['replay', trace]);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(/Replaying 6 steps of scenario two-schedulers/);
    expect(out).toMatch(/ {2}1 {2}kubectl: create web\n {7}pod\/web created\n {2}2 /);
    expect(out).toMatch(/✘ violated after step 6: no-double-binding\n {2}Promised: .*\n {2}Happened: /);
    expect(out).toMatch(/\n {2}npx podproof diagram podproof-out\/two-schedulers\.no-double-binding\.trace\.json -o podproof-out\/two-schedulers\.no-double-binding\.svg\n$/);
  });

  test('a run in which nothing was recorded and nothing shows: exit code 0', async () => {
    const lossless = toy.scenarios.find(({ name }) => name === 'pod')?.scenario ?? scenario({ name: 'pod' });
    const engine = new Engine(toy.cluster(lossless).system);
    write('good.json', JSON.stringify(traceOf(engine, lossless as unknown as Json, replay(engine, ['kubectl: create web']))));
    const { code, out } = await run(['replay', 'good.json']);
    expect(code).toBe(0);
    expect(out).toMatch(/Replaying 1 step of scenario pod/);
    expect(out).toMatch(/✔ every step and the last state are as recorded; no property is violated/);
  });

  test('a recorded violation that does not show any more is inconclusive: the property was changed', async () => {
    const forgiving = { ...toy, properties: toy.properties.map((property) => (property.kind === 'invariant' ? { ...property, violation: () => undefined } : property)) };
    const { code, out } = await run(['replay', trace], {}, forgiving);
    expect(code).toBe(3);
    expect(out).toMatch(/\? inconclusive: .* no-double-binding is not violated any more/);
  });

  test('from standard input, and as JSON', async () => {
    const text = read(trace);
    const { code, out } = await run(['replay', '-', '--json'], { readStdin: () => Promise.resolve(text) });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ scenario: 'two-schedulers', verdict: 'violated', recorded: 'no-double-binding', violations: [{ property: 'no-double-binding', step: 6 }] });
  });

  test('a violation that the trace does not speak of is found all the same', async () => {
    expect((await run(['replay', edited((value) => delete value['verdict'])])).code).toBe(1);
  });

  test.each<[string, Parameters<typeof edited>[0], RegExp]>([
    ['a component that only a test has', (value) => void value.schedule.splice(1, 0, 'my-operator ← watch pods: ADDED Pod web'), /edited\.json: my-operator acts in this run and is not of podproof's own cluster: a test recorded it/],
    ['a step that is not enabled', (value) => void value.schedule.splice(1, 1), /edited\.json: schedule\[1\]: ".*" is not enabled here; enabled: "kubectl → apiserver: create web"/],
    ['another end', (value) => void value.schedule.pop(), /edited\.json: end: the replay ends in another state/],
    ['another version', (value) => void (value['version'] = 99), /version: this is a trace of version 99/],
    ['a field too many', (value) => void (value['surplus'] = 1), /surplus/],
    ['a scenario that is none', (value) => void (value.scenario['nodes'] = 'many'), /edited\.json: scenario\.nodes: /],
    ['an object that is none', (value) => void (value.scenario['objects'] = [{}]), /edited\.json: scenario\.objects\.0\.kind: /],
    ['a guard that is not there', (value) => void (value.scenario['mutants'] = { 'apiserver.podIsUnbond': true }), /Did you mean apiserver\.podIsUnbound\?/],
    ['a property that is not there', (value) => void (value['verdict'] = { property: 'no-double', statement: '', explanation: '' }), /Did you mean no-double-binding\?/],
  ])('refuses %s', async (_, change, message) => {
    const { code, out, err } = await run(['replay', edited(change)]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
  });

  test('refuses what is no trace at all', async () => {
    write('empty.json', '');
    expect((await run(['replay', 'empty.json'])).err).toMatch(/empty\.json: not JSON/);
    expect((await run(['replay', 'nowhere.json'])).err).toBe('podproof: nowhere.json: no such file or directory\n');
    expect((await run(['replay'])).err).toMatch(/missing required argument 'trace'/);
    expect((await run(['replay', '.'])).err).toMatch(/is a directory/);
    expect(files()).toEqual(['.podproof', 'empty.json', 'podproof-out']);
  });
});
