import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { assertHolds, assertProved, cluster, clusterProperties, mutantNamed, mutated, parseTrace, PropertyError, RunError, scenario, type Invariant, type Liveness, type TestContext } from '../../../index.ts';
import { podproof } from '../../../reports/cli/podproof.ts';
import { isReplayable } from '../../../reports/testing/described.ts';
import { podproofMatchers } from '../../../reports/testing/vitest.ts';
import { placeIn, turning } from '../../generators/liveness/turns.ts';
import { noLostUpdate, racyCounter } from '../../models/racyCounter.ts';
import { runIn } from '../cli/support/run.ts';

expect.extend(podproofMatchers);

const racy = { system: racyCounter(2), shape: undefined };
const alone = { system: racyCounter(1), shape: undefined };
const seed = 3;

let folder = '';
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'podproof-tests-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What a test that fails prints. */
async function failure(failing: Promise<unknown>): Promise<string> {
  return failing.then(() => 'it passed', ({ message }: Error) => message);
}

describe('toHoldInEveryRun', () => {
  test('passes where nothing is violated, and fails where something is', async () => {
    await expect(alone).toHoldInEveryRun([noLostUpdate], { seed });
    await expect(racy).not.toHoldInEveryRun([noLostUpdate], { seed });
    await expect(expect(racy).toHoldInEveryRun([noLostUpdate], { seed })).rejects.toThrow(/no-lost-update is violated/);
    await expect(expect(alone).not.toHoldInEveryRun([noLostUpdate], { seed, runs: 7 })).rejects.toThrow('expected a violation, but it is held in 7 runs (seed 3)');
  });

  test('the message has the promise, what happened, the steps, the seed and path, and the diagram', async () => {
    const lines = (await failure(expect(racy).toHoldInEveryRun([noLostUpdate], { seed }))).split('\n');
    expect(lines.slice(0, 9)).toEqual([
      'no-lost-update is violated',
      '  Promised: When all threads are done, the counter is their number.',
      '  Happened: 2 threads are done and the counter is 1',
      '',
      expect.stringMatching(/^ {2}1 {2}memory: thread\d reads {2}\(for \d\)$/),
      expect.stringMatching(/^ {2}2 {2}memory: thread\d reads {2}\(for \d\)$/),
      expect.stringMatching(/^ {2}3 {2}memory: thread\d writes {2}\(for ✘\)$/),
      expect.stringMatching(/^✘ 4 {2}memory: thread\d writes$/),
      '',
    ]);
    expect(lines[9]).toMatch(/^ {2}\(for \d\): without this step, step \d cannot be taken/);
    expect(lines[11]).toMatch(/^ {2}Found with \d+ steps(?:, shortened to 4)?.*, in run \d+$/);
    expect(lines[12]).toMatch(/^ {2}Exactly this run again: \{ seed: 3, path: '[\d:]+' \}$/);
    expect(lines.slice(13, 17)).toEqual(['', 'The run as a diagram (mermaid):', '```mermaid', 'sequenceDiagram']);
    expect(lines.at(-1)).toBe('```');
  });

  test('the same seed gives the same message, and the seed and path it prints lead to the same run', async () => {
    const message = await failure(expect(racy).toHoldInEveryRun([noLostUpdate], { seed }));
    expect(await failure(expect(racy).toHoldInEveryRun([noLostUpdate], { seed }))).toBe(message);
    const path = /path: '([\d:]+)'/.exec(message)?.[1] ?? '';
    const again = await failure(expect(racy).toHoldInEveryRun([noLostUpdate], { seed, path }));
    expect(again.split('\n').slice(0, 9)).toEqual(message.split('\n').slice(0, 9));
  });

  test('numRuns is runs', async () => {
    await expect(expect(alone).not.toHoldInEveryRun([noLostUpdate], { seed, numRuns: 5 })).rejects.toThrow(/held in 5 runs/);
    await expect(expect(alone).toHoldInEveryRun([noLostUpdate], { numRuns: 5, runs: 5 })).rejects.toThrow(RangeError);
  });

  test('what is inconclusive fails with its reason, whichever way it was asked', async () => {
    const restless = { system: turning({ a: { places: [{ own: { tick: [{ to: 1 }] } }, { own: { tock: [{ to: 0 }], out: [{ to: 2 }] } }, { own: { in: [{ to: 0 }] } }] } }), shape: undefined };
    const aborted = { seed, signal: AbortSignal.abort() };
    const reason = 'inconclusive: interrupted after 0 runs (seed 3)';
    expect(await failure(expect(restless).toHoldInEveryRun([comesTo(3)], aborted))).toBe(reason);
    expect(await failure(expect(restless).not.toHoldInEveryRun([comesTo(3)], aborted))).toBe(reason);
  });

  test('a path that was left in a test does not let it pass with one run', async () => {
    await expect(expect(alone).toHoldInEveryRun([noLostUpdate], { seed, path: '4' })).rejects.toThrow(/inconclusive: path 4 with seed 3 leads to a run that violates nothing: take the path out of the test/);
    await expect(expect(alone).toHoldInEveryRun([noLostUpdate], { seed, path: '4:1' })).rejects.toThrow(/inconclusive: .*path 4:1/);
  });

  test('what can only be a mistake of the test is refused', async () => {
    await expect(expect(alone).toHoldInEveryRun([])).rejects.toThrow('there is no property to check');
    // @ts-expect-error a system alone is no subject, and nothing is known of what it is asked
    await expect(expect(alone.system).toHoldInEveryRun([noLostUpdate])).rejects.toThrow('toHoldInEveryRun checks a system: give expect() what cluster(scenario) answers, or { system, shape }');
    const ofNodes: Invariant<{ readonly nodes: readonly string[] }> = { ...noLostUpdate, violation: (_, shape) => shape.nodes[0] };
    // @ts-expect-error a property of a cluster asks about nodes, and this system has none
    await expect(expect(alone).toHoldInEveryRun([ofNodes], { seed })).rejects.toThrow(RunError);
  });
});

/** A component comes to a place in the end. */
const comesTo = (place: number): Liveness => ({ kind: 'liveness', name: 'comes', statement: `It comes to place ${place}.`, source: 'this test', fairness: 'weak', missing: (state) => (placeIn(state, 'a') === place ? undefined : 'it does not') });

describe('toBeProvedFor', () => {
  test('passes where every state was visited, and says how many there are where a violation was expected', async () => {
    await expect(alone).toBeProvedFor([noLostUpdate]);
    await expect(expect(alone).not.toBeProvedFor([noLostUpdate])).rejects.toThrow(/expected a violation, but it is proved for this system \(\d+ states\)/);
  });

  test('a violation is told as one of a run is, the shortest', async () => {
    const message = await failure(expect(racy).toBeProvedFor([noLostUpdate]));
    expect(message).toMatch(/^no-lost-update is violated\n(?:.*\n)+✘ 4 {2}memory: thread\d writes\n\n {2}\(for \d\): (?:.*\n)+ {2}Found with 4 steps, after \d+ states; nothing shorter shows it; the same search finds it again\n/);
  });

  test('what may go round for ever is told as a circle', async () => {
    const circling = { system: turning({ a: { places: [{ own: { go: [{ to: 1 }] } }, { own: { back: [{ to: 0 }] } }] } }), shape: undefined };
    expect(await failure(expect(circling).toBeProvedFor([comesTo(2)]))).toMatch(/The last 2 steps may come again and again for ever\n/);
  });

  test('a budget that runs out proves nothing, and neither do fingerprints', async () => {
    const large = { system: racyCounter(4), shape: undefined };
    const never: Invariant = { ...noLostUpdate, violation: () => undefined };
    const small = { maximumStates: 10, reduction: false };
    expect(await failure(expect(large).toBeProvedFor([never], small))).toMatch(/^inconclusive: budget of 10 states reached/);
    expect(await failure(expect(large).not.toBeProvedFor([never], small))).toMatch(/^inconclusive: budget of 10 states reached/);
    await expect(expect(large).toBeProvedFor([never], { fingerprints: true, reduction: false })).rejects.toThrow(/^held in [\d,]+ states told apart by fingerprints .*, which proves nothing$/);
    await expect(expect(large).not.toBeProvedFor([never], { fingerprints: true, reduction: false })).rejects.toThrow(/^expected a violation, but it is held in/);
  });

  test('a number of runs that is none is refused, not held', async () => {
    await expect(assertHolds(racy, [noLostUpdate], { runs: 0 })).rejects.toThrow('runs must be a whole number from 1, and is 0');
    await expect(expect(racy).toHoldInEveryRun([noLostUpdate], { numRuns: Number.NaN })).rejects.toThrow('runs must be a whole number from 1, and is NaN');
  });
});

describe('assertHolds and assertProved, for any test runner', () => {
  test('pass, or throw with the same message', async () => {
    await assertHolds(alone, [noLostUpdate], { seed });
    await assertProved(alone, [noLostUpdate]);
    await expect(assertHolds(racy, [noLostUpdate], { seed })).rejects.toThrow(PropertyError);
    expect(await failure(assertHolds(racy, [noLostUpdate], { seed }))).toBe(await failure(expect(racy).toHoldInEveryRun([noLostUpdate], { seed })));
    await expect(assertProved(racy, [noLostUpdate])).rejects.toMatchObject({ verdict: 'violated' });
    await expect(assertProved(racy, [noLostUpdate], { maximumStates: 1, reduction: false })).rejects.toMatchObject({ verdict: 'inconclusive' });
  });
});

describe('what a failing test leaves behind', () => {
  test('the trace and the diagram, in a folder that was named; the trace is of the very run', async () => {
    const artifacts = join(folder, 'deep/er');
    const message = await failure(expect(racy).toHoldInEveryRun([noLostUpdate], { seed, name: 'two threads', artifacts }));
    const [diagram = '', trace = ''] = readdirSync(artifacts).sort();
    expect([diagram, trace]).toEqual([expect.stringMatching(/^two-threads\.no-lost-update\.[0-9a-f]{8}\.mmd$/), expect.stringMatching(/^two-threads\.no-lost-update\.[0-9a-f]{8}\.trace\.json$/)]);
    expect(message).toContain(readFileSync(join(artifacts, diagram), 'utf8').trimEnd());
    expect(message).toContain(`\n  Written: ${join(artifacts, trace)}\n  Written: ${join(artifacts, diagram)}\n`);
    expect(parseTrace(readFileSync(join(artifacts, trace), 'utf8'), trace)).toMatchObject({ schedule: { length: 4 }, verdict: { property: 'no-lost-update' } });
    // The command line knows nothing of this system.
    expect(message).not.toMatch(/Replay:/);
  });

  test('files are called after the test when nothing else is said', async () => {
    await failure(expect(racy).toHoldInEveryRun([noLostUpdate], { seed, artifacts: folder }));
    expect(readdirSync(folder)[0]).toMatch(/^what-a-failing-test-leaves-behind-files-are-called-after-the\.no-lost-update\./);
  });

  test('a folder that cannot be written is a note; the verdict is told all the same', async () => {
    writeFileSync(join(folder, 'file'), '');
    const message = await failure(expect(racy).toHoldInEveryRun([noLostUpdate], { seed, artifacts: join(folder, 'file'), regressions: join(folder, 'file') }));
    expect(message).toMatch(/^no-lost-update is violated\n/);
    expect(message.match(/Note: Not written:/g)).toHaveLength(2);
    expect(message.replaceAll(/\s+/g, ' ')).toMatch(/Note: Not kept for the next check: .* a part of the path is not a directory/);
  });

  test('of a scenario’s cluster, the command that replays it', async () => {
    const mutant = mutantNamed('double-binding');
    if (mutant === undefined) throw new Error('there is no such mutant');
    const message = await failure(expect(cluster(scenario(mutated(mutant)))).toHoldInEveryRun(clusterProperties, { seed: 1, artifacts: folder }));
    const command = /\n {2}Replay: npx podproof (replay \S+)\n/.exec(message)?.[1];
    expect((await runIn(folder, command?.split(' ') ?? [], {}, podproof)).code).toBe(1);
    expect(message).toMatch(/\n {2}scheduler_a->>apiserver: POST pods\/web\/binding node-\d\n/);
    const trace = parseTrace(readFileSync(command?.split(' ')[1] ?? '', 'utf8'), 'trace');
    expect(isReplayable(trace)).toBe(true);
    // What it does not know: a property of one's own, a component that was added, a system that is no cluster.
    expect(isReplayable({ ...trace, verdict: { property: 'mine', statement: '', explanation: '' } })).toBe(false);
    expect(isReplayable({ ...trace, schedule: ['operator: does something'] })).toBe(false);
    expect(isReplayable({ ...trace, scenario: { name: 'mine', faults: {} } })).toBe(false);
  });

  test('attachments, in Vitest', async () => {
    const attached: { message: string; type?: string | undefined; text: string }[] = [];
    const context: TestContext = {
      annotate: async (message, attachment) => void attached.push({ message, type: attachment?.contentType, text: new TextDecoder().decode(attachment?.body as Uint8Array) }),
    };
    await failure(expect(racy).toHoldInEveryRun([noLostUpdate], { seed, context }));
    expect(attached).toEqual([
      { message: 'no-lost-update is violated: the run as a diagram', type: 'text/vnd.mermaid', text: expect.stringMatching(/^sequenceDiagram\n/) },
      { message: 'no-lost-update is violated: the trace', type: 'application/json', text: expect.stringMatching(/^\{\n {2}"format": "podproof-trace"/) },
    ]);
  });

  test('Vitest’s own context is one', async (context) => {
    await expect(alone).toHoldInEveryRun([noLostUpdate], { seed, context });
    await failure(expect(racy).toHoldInEveryRun([noLostUpdate], { seed, context }));
    expect(context.task.annotations.map(({ message, attachment }) => [message, attachment?.contentType])).toEqual([
      ['no-lost-update is violated: the run as a diagram', 'text/vnd.mermaid'],
      ['no-lost-update is violated: the trace', 'application/json'],
    ]);
  });
});

describe('what earlier tests have found', () => {
  test('is kept in a folder that was named, and comes first', async () => {
    const first = await failure(expect(racy).toHoldInEveryRun([noLostUpdate], { seed, regressions: folder }));
    expect(first).toMatch(/\n {2}Kept: \S+\.no-lost-update\.[0-9a-f]{8}\.trace\.json \(the next check of this begins with it\)\n/);
    const again = await failure(expect(racy).toHoldInEveryRun([noLostUpdate], { seed: seed + 1, regressions: folder }));
    expect(again).toMatch(/✘ 4 .*\n\n {2}\(for \d\): (?:.*\n)+ {2}Found before, still there: \S+\.trace\.json\n/);
    expect(await failure(expect(racy).toBeProvedFor([noLostUpdate], { regressions: folder }))).toMatch(/Found before, still there/);
    // One run that was asked for is made.
    const path = /path: '([\d:]+)'/.exec(first)?.[1] ?? '';
    expect(await failure(expect(racy).toHoldInEveryRun([noLostUpdate], { seed, path, regressions: folder }))).toMatch(/in run 1\n/);
  });

  test('is removed when it violates nothing any more, with a word on it', async () => {
    await failure(expect(racy).toHoldInEveryRun([noLostUpdate], { seed, regressions: folder }));
    const notes: string[] = [];
    const context: TestContext = { annotate: async (message) => void notes.push(message) };
    await expect(alone).toHoldInEveryRun([noLostUpdate], { seed, regressions: folder, context });
    expect(readdirSync(folder)).toEqual([]);
    expect(notes).toEqual([expect.stringMatching(/^no-lost-update was violated before, and the run that showed it \(.*\) violates it no more: removed\.$/)]);
  });

  test('that cannot be read is a note, until it is kept anew', async () => {
    await failure(expect(racy).toHoldInEveryRun([noLostUpdate], { seed, regressions: folder }));
    writeFileSync(join(folder, readdirSync(folder)[0] ?? ''), '{');
    await expect(alone).toHoldInEveryRun([noLostUpdate], { seed, regressions: folder });
    await expect(expect(alone).not.toHoldInEveryRun([noLostUpdate], { seed, regressions: folder })).rejects.toThrow(/Not tried again: \S+: not JSON/);
    expect(await failure(expect(racy).toHoldInEveryRun([noLostUpdate], { seed, regressions: folder }))).not.toMatch(/Not tried again/);
    expect(await failure(expect(racy).toHoldInEveryRun([noLostUpdate], { seed, regressions: folder }))).toMatch(/Found before, still there/);
  });

  test('is of one name', async () => {
    await failure(expect(racy).toHoldInEveryRun([noLostUpdate], { seed, regressions: folder, name: 'one' }));
    await expect(alone).toHoldInEveryRun([noLostUpdate], { seed, regressions: folder, name: 'another' });
    expect(readdirSync(folder)).toHaveLength(1);
  });
});
