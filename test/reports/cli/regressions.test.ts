import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Toolbox } from '../../../reports/cli/toolbox.ts';
import { bench, type Outcome } from './support/run.ts';
import { toy } from './support/toy.ts';

const here = bench();
const { run, files, read, write } = here;

const weakened = ['check', '--mutant', 'bind-twice', '--seed', '7'];

/** The files of kept counterexamples, without their digests. */
function kept(): readonly string[] {
  return files('.podproof').map((name) => name.replace(/\.[0-9a-f]{8}\.trace\.json$/, ''));
}

function keptFile(): string {
  return `.podproof/${files('.podproof')[0] ?? ''}`;
}

function json({ out }: Outcome): { readonly [field: string]: unknown } {
  return JSON.parse(out) as { readonly [field: string]: unknown };
}

/** A toy in which nobody is bound by looking away: the property has been mended. */
const forgiving: Toolbox = { ...toy, properties: toy.properties.map((property) => (property.kind === 'invariant' ? { ...property, violation: () => undefined } : property)) };

/** A toy in which pods are created by themselves: so many steps that were possible are not. */
function changed(pods: readonly string[]): Toolbox {
  return {
    ...toy,
    cluster: (scenario) => {
      const { system, shape } = toy.cluster(scenario);
      const components = system.components.map((component) => (component.name === 'kubectl' ? { ...component, initial: { todo: [] } } : component));
      return { shape, system: { ...system, components, underway: pods.map((pod) => ({ from: 'kubectl', to: 'apiserver', message: { type: 'create', pod } })) } };
    },
  };
}

describe('counterexamples of earlier checks', () => {
  test('what is found is kept, and the next check begins with it instead of trying runs', async () => {
    const first = await run(weakened);
    expect(first.out).toMatch(/ {2}Kept: \.podproof\/two-schedulers\.no-double-binding\.[0-9a-f]{8}\.trace\.json: the next check of this\n {8}scenario begins with it\n/);
    expect(kept()).toEqual(['two-schedulers.no-double-binding']);
    const next = await run(['check', '--mutant', 'bind-twice', '--seed', '8', '--runs', '3']);
    expect(next.code).toBe(1);
    expect(next.out).toMatch(/✘ violated: no-double-binding\n {2}Promised: A pod is never bound twice\.\n {2}Happened: pods\/web is bound to/);
    expect(next.out).toMatch(/Found before, still there: \.podproof\/two-schedulers\.no-double-binding\.[0-9a-f]{8}\.trace\.json, /);
    expect(next.out).not.toMatch(/seed 8|in run/);
    expect(next.out).toMatch(/\n {2}npx podproof replay podproof-out\/two-schedulers\.no-double-binding\.trace\.json\n {2}npx podproof check --mutant bind-twice\n$/);
    for (const command of next.out.trimEnd().split('\n').slice(-2)) expect((await run(command.trim().split(' ').slice(2))).code).toBe(1);
    expect((await run(['replay', keptFile()])).code).toBe(1);
  });

  test('--json says so', async () => {
    const first = json(await run([...weakened, '--json']));
    expect(first).toMatchObject({ verdict: 'violated', kept: keptFile(), seed: 7 });
    const next = json(await run([...weakened, '--json']));
    expect(next).toMatchObject({ verdict: 'violated', foundBefore: { file: keptFile(), isSameRun: true }, violation: { property: 'no-double-binding' }, guards: { total: 2 } });
    expect(next).not.toHaveProperty('runs');
    expect(next['violation']).toMatchObject({ steps: (first['violation'] as { readonly steps: unknown }).steps });
  });

  test('an exhaustive check begins with it, too, and one that is to tell more than a verdict does not', async () => {
    await run(weakened);
    expect(json(await run(['check', '--mutant', 'bind-twice', '--exhaustive', '--json']))).toHaveProperty('foundBefore');
    expect(json(await run(['check', '--mutant', 'bind-twice', '--exhaustive', '--statistics', '--json']))).not.toHaveProperty('foundBefore');
    expect(json(await run(['check', '--mutant', 'bind-twice', '--exhaustive', '--dot', 'graph.dot', '--json']))).toMatchObject({ graph: { file: 'graph.dot' } });
  });

  test('a seed and a path ask for one run, which is made', async () => {
    const { path } = json(await run([...weakened, '--json']));
    expect(json(await run([...weakened, '--path', String(path), '--json']))).toMatchObject({ verdict: 'violated', seed: 7, runs: 1 });
  });

  test('--no-regressions neither begins with it nor keeps anything, and the same seed gives the same again', async () => {
    const once = await run([...weakened, '--no-regressions']);
    expect(files()).toEqual(['podproof-out']);
    await run(weakened);
    const again = await run([...weakened, '--no-regressions']);
    expect(again.out.replaceAll(/[\d.]+ s,/g, '')).toBe(once.out.replaceAll(/[\d.]+ s,/g, ''));
    expect(again.out).toMatch(/--no-regressions --seed 7 --path/);
  });

  test('what violates nothing any more is removed, with a word on it', async () => {
    await run(weakened);
    const { code, out } = await run([...weakened, '--runs', '20'], {}, forgiving);
    expect(code).toBe(0);
    expect(out).toMatch(/✔ held in 20 runs/);
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(/Note: no-double-binding was violated before, and the run that showed it \(\.podproof\/two-schedulers\.no-double-binding\.[0-9a-f]{8}\.trace\.json\) violates it no more: removed\./);
    expect(kept()).toEqual([]);
    await run(weakened);
    expect(json(await run([...weakened, '--runs', '20', '--json'], {}, forgiving))).toMatchObject({ verdict: 'held', pruned: ['no-double-binding'], notices: [expect.stringMatching(/violates it no more/)] });
  });

  test('steps that are not possible any more are left out; what still shows without them is kept as it is now', async () => {
    await run(weakened);
    const { code, out } = await run(weakened, {}, changed(['web']));
    expect(code).toBe(1);
    expect(out).toMatch(/Found before, still there: .*; not all of its steps are possible any more, and without those it shows all the same\n/);
    expect(JSON.parse(read(keptFile()))).toMatchObject({ schedule: expect.objectContaining({ length: 5 }) });
    expect(json(await run([...weakened, '--json'], {}, changed(['web'])))).toMatchObject({ foundBefore: { isSameRun: true } });
  });

  test('what shows nothing without the steps that are not possible any more is removed, and the check goes on', async () => {
    await run(weakened);
    const { out } = await run(weakened, {}, changed(['db']));
    expect(out).toMatch(/in run \d+, .*, seed 7/);
    expect(out).toMatch(/violates it no\s+more: removed/);
  });

  test('another mutant, other nodes: another scenario', async () => {
    await run(weakened);
    expect((await run(['check', '--scenario', 'two-schedulers', '--runs', '20'])).out).toMatch(/✔ held in 20 runs/);
    expect(json(await run([...weakened, '--nodes', '3', '--json']))).toHaveProperty('runs');
    expect(kept()).toEqual(['two-schedulers.no-double-binding', 'two-schedulers.no-double-binding']);
  });

  test('other faults: the same scenario, as long as the run does with them', async () => {
    await run(['check', '--scenario', 'lossy', '--seed', '3', '--runs', '500']);
    expect(kept()).toEqual(['lossy.pod-is-bound']);
    expect((await run(['check', '--scenario', 'lossy', '--faults', 'requestLost=5', '--runs', '3'])).out).toMatch(/Found before, still there/);
    const without = await run(['check', '--scenario', 'lossy', '--faults', 'none', '--runs', '20']);
    expect(without.code).toBe(0);
    expect(without.out).toMatch(/Note: pod-is-bound is violated as before, though only with more faults than this check allows/);
    expect(kept()).toEqual(['lossy.pod-is-bound']);
  });

  test('a property that is not asked about keeps its counterexample', async () => {
    await run(weakened);
    expect((await run(['check', '--mutant', 'bind-twice', '--property', 'pod-is-bound', '--runs', '5'])).code).toBe(0);
    expect(kept()).toEqual(['two-schedulers.no-double-binding']);
  });

  test('the same manifest, changed, is the same scenario: what was mended is removed', async () => {
    const pods = (...names: readonly string[]): string => JSON.stringify(names.map((name) => ({ kind: 'Pod', metadata: { name } })));
    const check = ['check', '-f', 'pods.json', '--schedulers', '2', '--mutant', 'apiserver.podIsUnbound=true', '--runs', '100', '--seed', '1'];
    write('pods.json', pods('web'));
    expect((await run(check)).code).toBe(1);
    write('pods.json', pods('web', 'db'));
    expect((await run(['check', '-f', './pods.json', ...check.slice(3)])).out).toMatch(/Found before, still there/);
    write('pods.json', pods('db'));
    expect((await run(check)).out).toMatch(/violates it no\s+more: removed/);
  });

  test('of standard input the manifests are all that is known: others are another scenario', async () => {
    const stdin = (name: string): { readStdin: () => Promise<string> } => ({ readStdin: () => Promise.resolve(`{"kind": "Pod", "metadata": {"name": "${name}"}}`) });
    const check = ['check', '-f', '-', '--schedulers', '2', '--mutant', 'apiserver.podIsUnbound=true', '--seed', '1', '--json'];
    await run(check, stdin('web'));
    expect(json(await run(check, stdin('web')))).toHaveProperty('foundBefore');
    expect(json(await run(check, stdin('db')))).toHaveProperty('runs');
    expect(kept()).toHaveLength(2);
  });

  test('one a scenario and property, the shortest', async () => {
    await run(weakened);
    const shortest = read(keptFile());
    const { path } = json(await run(['check', '--mutant', 'bind-twice', '--seed', '5', '--no-regressions', '--json']));
    // The run as it was found, before it was shortened.
    await run(['check', '--mutant', 'bind-twice', '--seed', '5', '--path', String(path).split(':')[0] ?? '']);
    expect(files('.podproof')).toHaveLength(1);
    expect(JSON.parse(read(keptFile()))).toMatchObject({ schedule: expect.objectContaining({ length: (JSON.parse(shortest) as { readonly schedule: readonly string[] }).schedule.length }) });
  });
});

describe('kept counterexamples that cannot be read or written', () => {
  test.each<[string, string, RegExp]>([
    ['cut', '{"format": "podproof-trace", "ver', /: not JSON: /],
    ['of another version', '{"format": "podproof-trace", "version": 99}', /: version: this is a trace of version 99/],
    ['of no property', '', /: verdict: the trace says of no property that it is violated/],
    ['empty', ' ', /: not JSON: /],
  ])('one that is damaged (%s) is told, and the check goes on', async (_, text, message) => {
    await run(weakened);
    const file = keptFile();
    write(file, text === '' ? JSON.stringify({ ...(JSON.parse(read(file)) as object), verdict: undefined }) : text);
    const { code, out } = await run([...weakened, '--runs', '20'], {}, forgiving);
    expect(code).toBe(0);
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(message);
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(/it stays until a check keeps a new one in its place: delete it if it is of no use/);
    // The next one that is found takes its place.
    expect((await run(weakened)).out).toMatch(/in run/);
    expect((await run(weakened)).out).toMatch(/Found before/);
  });

  test('a folder in the place of one', async () => {
    await run(weakened);
    const file = keptFile();
    await run([...weakened, '--runs', '1'], {}, forgiving);
    mkdirSync(join(here.folder, file));
    const { code, out } = await run(weakened);
    expect(code).toBe(1);
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(/Not tried again: .*: is not a file.*/);
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(/Note: Not kept for the next check: /);
  });

  test('a file where the folder should be', async () => {
    write('.podproof', '');
    const { code, out } = await run(weakened);
    expect(code).toBe(1);
    expect(out).toMatch(/Note: Not tried again: \.podproof: a part of the path is not a directory/);
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(/Note: Not kept for the next check: \.podproof\/\S+ a part of the path is not a directory/);
  });

  test('Ctrl-C while it is followed removes nothing', async () => {
    await run(weakened);
    const { code } = await run(weakened, { signal: AbortSignal.abort() }, forgiving);
    expect(code).toBe(3);
    expect(kept()).toEqual(['two-schedulers.no-double-binding']);
  });

  test('two checks at once leave whole files', async () => {
    const outcomes = await Promise.all([1, 2, 3, 4].map((seed) => run(['check', '--mutant', 'bind-twice', '--seed', String(seed)])));
    expect(outcomes.map(({ code }) => code)).toEqual([1, 1, 1, 1]);
    expect(files('.podproof')).toHaveLength(1);
    expect((await run(['replay', keptFile()])).code).toBe(1);
  });
});
