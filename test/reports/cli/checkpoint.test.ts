import * as fc from 'fast-check';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { ClusterProperty } from '../../../properties/cluster.ts';
import type { Toolbox } from '../../../reports/cli/toolbox.ts';
import { bench, type Outcome } from './support/run.ts';
import { fivePods, found, lastCommands, vacuity, whole } from './support/allOrders.ts';
import { expectSound } from './support/sound.ts';
import { toy } from './support/toy.ts';

const here = bench();
const { run, files, write } = here;

beforeEach(() => write('pods.json', fivePods));

const stopped = [...whole, '--max-states', '1500', '--checkpoint', 'pods.checkpoint'];

/** A toolbox in which something happens whenever a property looks at what it has not seen yet: it is told how many it has seen. */
function watched(happens: (seen: number) => void): Toolbox {
  let seen = 0;
  const watching = (property: ClusterProperty): ClusterProperty => {
    if (property.kind !== 'invariant') return property;
    const violation: typeof property.violation = (state, shape) => {
      happens(++seen);
      // Of every binding, so that much is new to it.
      state.keys('apiserver', '').forEach((key) => state.get('apiserver', key));
      return property.violation(state, shape);
    };
    return { ...property, violation };
  };
  return { ...toy, properties: toy.properties.map(watching) };
}

describe('podproof check --checkpoint and --resume', () => {
  test('stopped by a budget and gone on with, a check finds what it would have found in one go', async () => {
    const first = await run(stopped);
    expect(first.code).toBe(3);
    expect(first.out).toMatch(/\n {2}checkpoint +pods\.checkpoint: 1,5\d\d states, 0\.\d\d MiB\n/);
    const [further = [], random = []] = lastCommands(first);
    expect(further).toEqual(['check', '--exhaustive', '--resume', 'pods.checkpoint', '--max-states', '15000', '--checkpoint', 'pods.checkpoint']);
    expect(random).toEqual(['check', '-f', 'pods.json', '--faults', 'none', '--runs', '1000']);
    expect(files()).toEqual(['pods.checkpoint', 'pods.json']);

    const resumed = await run([...further, '--json']);
    const inOneGo = await run([...whole, '--json']);
    expect(found(resumed)).toEqual(found(inOneGo));
    expect(JSON.parse(resumed.out)).toMatchObject({ verdict: 'proved', reduction: false, resumed: { file: 'pods.checkpoint', states: expect.any(Number) } });
  });

  test('again and again, by way of the same file', async () => {
    await run(stopped);
    for (const states of ['2500', '3500']) {
      const outcome = await run(['check', '--exhaustive', '--resume', 'pods.checkpoint', '--checkpoint', 'pods.checkpoint', '--max-states', states, '--json']);
      expect(JSON.parse(outcome.out)).toMatchObject({ verdict: 'inconclusive', checkpoint: { file: 'pods.checkpoint', saved: { states: expect.any(Number), bytes: readFileSync(join(here.folder, 'pods.checkpoint')).length } }, files: ['pods.checkpoint'] });
    }
    const last = await run(['check', '--exhaustive', '--resume', 'pods.checkpoint']);
    expect(last.out).toMatch(/✔ proved for this scenario/);
    expect(last.out).toMatch(/\n {2}guards .* never \(--json names them\)\n {2}vacuous {6}pod-is-bound: not known, it does not say\n/);
    expect(last.out).toMatch(/\n {2}resumed +pods\.checkpoint, which had 3,5\d\d states\n/);
    expect(last.out).toMatch(/Next, at random, .*:\n {2}npx podproof check -f pods\.json --faults all --runs 1000\n$/);
  });

  /** Of two faults, one strikes. */
  const faulty = ['check', '-f', 'pods.json', '--faults', 'requestLost=1,crash=1', '--property', 'no-double-binding', '--exhaustive', '--no-reduction'];

  test('what never came up is reported as if nothing had stopped it', async () => {
    const inOneGo = await run([...faulty, '--json']);
    expect(vacuity(inOneGo)).toMatchObject({ premises: { never: [], notKnown: [] }, never: { faults: ['crash'] }, guards: { oneWay: ['apiserver.podIsUnbound'] } });
    expect((await run([...faulty, '--max-states', '9000', '--checkpoint', 'pods.checkpoint'])).code).toBe(3);
    const resumed = await run(['check', '--exhaustive', '--resume', 'pods.checkpoint', '--json']);
    expect({ ...found(resumed), ...vacuity(resumed) }).toEqual({ ...found(inOneGo), ...vacuity(inOneGo) });
  });

  test('so is what was counted, if it was before', async () => {
    const counted = ({ out }: Outcome): unknown => (JSON.parse(out) as { readonly statistics: { readonly actions?: object } }).statistics.actions;
    const first = await run([...stopped, '--statistics']);
    expect(lastCommands(first)[0]).toEqual(['check', '--exhaustive', '--resume', 'pods.checkpoint', '--max-states', '15000', '--statistics', '--checkpoint', 'pods.checkpoint']);
    const inOneGo = await run([...whole, '--statistics', '--json']);
    expect(counted(inOneGo)).toMatchObject({ components: { kubectl: expect.any(Number) } });
    expect(counted(await run(['check', '--exhaustive', '--resume', 'pods.checkpoint', '--statistics', '--json']))).toEqual(counted(inOneGo));
    expect(counted(await run(['check', '--exhaustive', '--resume', 'pods.checkpoint', '--json']))).toBeUndefined();
    await run(stopped);
    const { code, err } = await run(['check', '--exhaustive', '--resume', 'pods.checkpoint', '--statistics']);
    expect(code).toBe(2);
    expect(err.replaceAll(/\s+/g, ' ')).toMatch(/--resume pods\.checkpoint: was written without --statistics, .*: leave --statistics out, or check again from the beginning with it/);
  });

  test('a counterexample is the same, and is seen again by way of the file, too', async () => {
    const weakened = ['check', '--mutant', 'bind-twice', '--exhaustive', '--no-reduction'];
    const first = await run([...weakened, '--max-states', '10', '--checkpoint', 'toy.checkpoint']);
    expect(first.code).toBe(3);
    const resumed = await run(['check', '--exhaustive', '--resume', 'toy.checkpoint']);
    expect(resumed.code).toBe(1);
    expect(resumed.out).toMatch(/guard apiserver\.podIsUnbound always answers true/);
    expect(lastCommands(resumed)).toEqual([['replay', 'podproof-out/two-schedulers.no-double-binding.trace.json'], ['check', '--exhaustive', '--resume', 'toy.checkpoint']]);
    for (const command of lastCommands(resumed)) expect((await run(command)).code).toBe(1);
    expect(found(await run(['check', '--exhaustive', '--resume', 'toy.checkpoint', '--json']))).toEqual(found(await run([...weakened, '--no-regressions', '--json'])));
  });

  test('Ctrl-C saves what was explored, and the commands at the end go on with it', async () => {
    const interruption = new AbortController();
    const toolbox = watched((seen) => seen === 200 && interruption.abort());
    const first = await run([...whole, '--checkpoint', 'pods.checkpoint'], { signal: interruption.signal }, toolbox);
    expect(first.code).toBe(3);
    expect(first.out).toMatch(/\? inconclusive: interrupted at depth \d+\n/);
    const [further = []] = lastCommands(first);
    expect(further).toEqual(['check', '--exhaustive', '--resume', 'pods.checkpoint', '--checkpoint', 'pods.checkpoint']);
    expect(found(await run([...further, '--json']))).toEqual(found(await run([...whole, '--json'])));
  });

  test('a search that was done when the check was stopped, looking for circles, is not done again', async () => {
    const interruption = new AbortController();
    let time = 0;
    const first = await run([...whole, '--checkpoint', 'pods.checkpoint'], { signal: interruption.signal, now: () => (time += 2000), isTTY: { stdout: false, stderr: true }, stderr: (text) => text.includes('looking for circles') && interruption.abort() });
    expect(first.code).toBe(3);
    expect(first.out).toMatch(/\? inconclusive: nothing is violated where runs end/);
    const inOneGo = await run([...whole, '--json']);
    const resumed = await run(['check', '--exhaustive', '--resume', 'pods.checkpoint', '--json']);
    const { statistics } = JSON.parse(inOneGo.out) as { readonly statistics: { readonly states: number } };
    expect(JSON.parse(resumed.out)).toMatchObject({ resumed: { states: statistics.states }, statistics: { visited: 0 } });
    // All that came up did so before.
    expect({ ...found(resumed), ...vacuity(resumed) }).toEqual({ ...found(inOneGo), ...vacuity(inOneGo) });
  });

  test('what was explored is saved every ten minutes', async () => {
    const clock = vi.spyOn(performance, 'now');
    try {
      let now = 0;
      clock.mockImplementation(() => now);
      let before = false;
      const toolbox = watched((seen) => {
        now += 5000;
        if (seen === 100) before = existsSync(join(here.folder, 'pods.checkpoint'));
      });
      const outcome = await run([...whole, '--checkpoint', 'pods.checkpoint'], {}, toolbox);
      expect({ code: outcome.code, before }).toEqual({ code: 0, before: false });
      expect(files()).toEqual(['pods.checkpoint', 'pods.json']);
    } finally {
      clock.mockRestore();
    }
    expect(found(await run(['check', '--exhaustive', '--resume', 'pods.checkpoint', '--json']))).toEqual(found(await run([...whole, '--json'])));
  });

  test('a checkpoint that can no longer be written is no reason to lose what is known', async () => {
    const toolbox = watched((seen) => seen === 5 && mkdirSync(join(here.folder, 'pods.checkpoint')));
    const { code, out } = await run(stopped, {}, toolbox);
    expect(code).toBe(3);
    expect(out).toMatch(/\n {2}checkpoint +pods\.checkpoint is not written: is a directory\n/);
    expect(lastCommands({ code, out, err: '' })[0]).toEqual(['check', '-f', 'pods.json', '--faults', 'none', '--exhaustive', '--no-reduction', '--max-states', '15000', '--checkpoint', 'pods.checkpoint']);
    expect(files()).toEqual(['pods.checkpoint', 'pods.json']);
  });
});

describe('a file that is of no use', () => {
  const resume = (file = 'pods.checkpoint', toolbox?: Toolbox): Promise<Outcome> => run(['check', '--exhaustive', '--resume', file], {}, toolbox);

  /** With a header changed and the checksum right again. */
  function rewritten(change: (header: { [field: string]: unknown }) => void): void {
    const path = join(here.folder, 'pods.checkpoint');
    const bytes = readFileSync(path);
    const end = bytes.indexOf('\n');
    const header = JSON.parse(bytes.subarray(0, end).toString()) as { [field: string]: unknown };
    change(header);
    const body = Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), bytes.subarray(end + 1, -4)]);
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32LE(crc32(body));
    writeFileSync(path, Buffer.concat([body, checksum]));
  }

  test.each([
    ['another release', (header) => void (header['podproof'] = '0.9.0'), /was written by podproof 0\.9\.0, and this is 1\.2\.3, whose model may be another one/],
    ['another format', (header) => void (header['version'] = 1), /has version 1 of the format, and this podproof reads version 3: check again from the beginning/],
    ['nothing of what was seen', (header) => void delete header['soFar'], /--resume pods\.checkpoint: soFar: /],
    ['no release', (header) => void delete header['podproof'], /is damaged: it does not say which release wrote it/],
    ['a scenario that is none', (header) => void (header['scenario'] = { name: 'pods', nodes: -1 }), /--resume pods\.checkpoint: scenario\.nodes: /],
    ['a property that does not exist', (header) => void (header['properties'] = ['no-such']), /There is no property named "no-such"/],
    ['more states than there are', (header) => void ((header['search'] as { states: number }).states *= 2), /it has fewer states than it says/],
    ['a system that began otherwise', (header) => void (header['scenario'] = { ...(header['scenario'] as object), commands: [] }), /cannot be gone on with, since the model is not what it was \(slot .* began as something else\)/],
  ] satisfies readonly (readonly [string, (header: { [field: string]: unknown }) => void, RegExp])[])('%s', async (_, change, message) => {
    await run(stopped);
    rewritten(change);
    const { code, out, err } = await resume();
    expect(code).toBe(2);
    expect(out).not.toMatch(/proved|inconclusive/);
    expect(err.replaceAll(/\s+/g, ' ')).toMatch(message);
  });

  test('is told apart from a checkpoint', async () => {
    for (const [file, message] of [
      ['pods.json', /--resume pods\.json: is not a checkpoint: podproof check --exhaustive --checkpoint writes them/],
      ['missing', /--resume missing: no such file or directory/],
      ['.', /--resume \.: is not a file/],
      ['-', /--resume -: a checkpoint is read from a file, not from standard input/],
      ['', /A file name is empty/],
    ] as const) {
      const { code, out, err } = await resume(file);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toMatch(message);
    }
  });

  test('damaged anywhere, or cut short, it is refused', async () => {
    await run(stopped);
    const path = join(here.folder, 'pods.checkpoint');
    const sound = readFileSync(path);
    const place = fc.nat(sound.length - 1);
    const damage = fc.oneof(
      place.map((length) => sound.subarray(0, length)),
      fc.tuple(place, fc.integer({ min: 1, max: 255 })).map(([at, bits]) => sound.map((byte, index) => (index === at ? byte ^ bits : byte))),
      fc.uint8Array({ minLength: 1, maxLength: 9 }).map((more) => Buffer.concat([sound, more])),
    );
    await fc.assert(
      fc.asyncProperty(damage, async (bytes) => {
        writeFileSync(path, bytes);
        const outcome = await resume();
        expectSound(outcome, 'a damaged checkpoint');
        expect({ code: outcome.code, out: outcome.out }).toEqual({ code: 2, out: '' });
        expect(outcome.err).toMatch(/is damaged or cut short: its checksum is wrong|is not a checkpoint/);
      }),
      { numRuns: 200 },
    );
    writeFileSync(path, sound);
    expect((await resume()).code).toBe(0);
  });
});

describe('podproof check refuses', () => {
  test.each([
    [['--workers', '2'], /--workers means something only together with --exhaustive/],
    [['--exhaustive', '--workers', '2'], /--workers .* a reduced search does not allow: it learns as it goes\. Add --no-reduction, or leave --workers out\./],
    [['--fingerprints'], /--fingerprints means something only together with --exhaustive/],
    [['--exhaustive', '--fingerprints'], /--fingerprints keeps nothing of a state .* Add --no-reduction|add --no-reduction, or leave --fingerprints out\./],
    [['--exhaustive', '--no-reduction', '--fingerprints', '--order', 'depth-first'], /--fingerprints and --order depth-first contradict each other/],
    [['--exhaustive', '--no-reduction', '--fingerprints', '--workers', '2'], /--fingerprints and --workers contradict each other: threads share whole states/],
    [['--exhaustive', '--no-reduction', '--fingerprints', '--checkpoint', 'c'], /--fingerprints and --checkpoint contradict each other: only whole states can be saved/],
    [['--exhaustive', '--no-reduction', '--workers', '0'], /whole number from 1 to 64/],
    [['--exhaustive', '--no-reduction', '--workers', '65'], /whole number from 1 to 64/],
    [['--exhaustive', '--no-reduction', '--workers', '2', '--order', 'depth-first'], /--workers and --order depth-first contradict each other: threads/],
    [['--exhaustive', '--no-reduction', '--workers', '2', '--checkpoint', 'c'], /--workers and --checkpoint contradict each other: only the search of one thread can be saved\. Leave one of them out\./],
    [['--exhaustive', '--workers', '2', '--resume', 'c'], /--workers and --resume contradict each other/],
    [['--exhaustive', '--no-reduction', '--workers', '2', '--dot', 'g.dot'], /--workers and --dot contradict each other/],
    [['--exhaustive', '--no-reduction', '--workers', '2', '--statistics'], /--workers and --statistics contradict each other/],
    [['--exhaustive', '--scenario', 'pod', '--checkpoint', 'c'], /--checkpoint saves states, and a reduced search has learned more than is in its states: add --no-reduction/],
    [['--exhaustive', '--no-reduction', '--checkpoint', 'c', '--order', 'depth-first'], /--checkpoint and --order depth-first contradict each other/],
    [['--exhaustive', '--no-reduction', '--checkpoint', 'c'], /--checkpoint saves the search of one scenario, and this check has 2: name one with --scenario\./],
    [['--exhaustive', '--no-reduction', '--scenario', 'pod', '--checkpoint', '-'], /--checkpoint writes a file, since standard output is for the report: give it a name, such as pod\.checkpoint\./],
    [['--exhaustive', '--no-reduction', '--scenario', 'pod', '--checkpoint', 'x'.repeat(300)], /the name is too long/],
    [['--exhaustive', '--no-reduction', '--scenario', 'pod', '--checkpoint', '.'], /--checkpoint \.: is a directory, not a file/],
    [['--exhaustive', '--no-reduction', '--scenario', 'pod', '--checkpoint', '/dev/null'], /--checkpoint \/dev\/null: is there already and is no checkpoint/],
    [['--exhaustive', '--no-reduction', '--scenario', 'pod', '--checkpoint', 'pods.json'], /--checkpoint pods\.json: is there already and is no checkpoint: choose another name, so that it is not lost/],
    [['--resume', 'c'], /--resume means something only together with --exhaustive/],
    [['--exhaustive', '--resume', 'c', '--scenario', 'pod', '--nodes', '1'], /--resume goes on with what the checkpoint says, and --scenario and --nodes say what to check, too: leave out these or --resume\./],
    [['--exhaustive', '--resume', 'c', '--property', 'no-double-binding'], /and --property says what to check, too: leave out one or the other\./],
    [['--exhaustive', '--resume', 'c', '--order', 'depth-first'], /--resume and --order depth-first contradict each other/],
  ])('check %j', async (args, message) => {
    const { code, out, err } = await run(['check', ...args]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(files()).toEqual(['pods.json']);
  });
});
