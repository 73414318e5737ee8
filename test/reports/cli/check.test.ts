import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { podproof } from '../../../reports/cli/podproof.ts';
import type { Toolbox } from '../../../reports/cli/toolbox.ts';
import { bench } from './support/run.ts';
import { toy } from './support/toy.ts';

const here = bench();
const { run, files, read, write } = here;

describe('podproof check', () => {
  test('without arguments checks its own scenarios, leaves the way of a pod, and says what to do next', async () => {
    const { code, out, err } = await run(['check']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/Checking pod: 1 pods\n.*\n✔ held in 100 runs\n/);
    expect(out).toMatch(/Checking service/);
    expect(out).toMatch(/2 properties: no-double-binding, pod-is-bound/);
    expect(out).toMatch(/The pod's way: podproof-out\/pod\.mmd/);
    expect(out).toMatch(/Next, your own manifests:\n {2}npx podproof check -f FILE\n.*--help\n$/);
    expect(files('podproof-out')).toEqual(['pod.mmd']);
    expect(read('podproof-out/pod.mmd')).toMatch(/^sequenceDiagram\n/);
  });

  test('many properties are counted, not named', async () => {
    const { out } = await run(['check', '--scenario', 'pod', '--runs', '1', '--faults', 'none'], {}, podproof);
    expect(out).toMatch(/\n\d+ properties: npx podproof list properties says what they promise\n/);
    expect((await run(['check', '--scenario', 'pod', '--runs', '1', '--property', 'uid-is-unique'], {}, podproof)).out).toMatch(/\n1 property: uid-is-unique\n/);
  });

  test('the same first look for everybody', async () => {
    const look = async (): Promise<string> => (await run(['check'])).out.replaceAll(/[\d.]+ s,/g, '');
    expect(await look()).toEqual(await look());
  });

  test('a violation: what was promised, what happened, the steps, the files, and how to see it again', async () => {
    const { code, out } = await run(['check', '--mutant', 'bind-twice', '--seed', '7']);
    expect(code).toBe(1);
    expect(out).toMatch(/Checking two-schedulers/);
    expect(out).toMatch(/guard apiserver.podIsUnbound always answers true/);
    expect(out).toMatch(/✘ violated: no-double-binding\n {2}Promised: A pod is never bound twice\.\n {2}Happened: pods\/web is bound to node-\d and node-\d\n/);
    expect(out).toMatch(/ 1 {2}kubectl: create web {2}\(for 2\)\n {2}2 {2}kubectl → apiserver: create web {2}\(for \d\)\n/);
    expect(out).toMatch(/Found with \d+ steps(?:, shortened to \d+)?, in run \d+, .*, seed 7/);
    expect(out).toMatch(/\n {2}npx podproof replay podproof-out\/two-schedulers\.no-double-binding\.trace\.json\n {2}npx podproof check --mutant bind-twice --seed 7 --path [\d:]+\n$/);
    expect(files('podproof-out')).toEqual(['two-schedulers.no-double-binding.mmd', 'two-schedulers.no-double-binding.trace.json']);
    expect(read('podproof-out/two-schedulers.no-double-binding.mmd')).toMatch(/✘/);
  });

  test('--leader-elect is told, and is in the command that does it again', async () => {
    const { out } = await run(['check', '--mutant', 'bind-twice', '--leader-elect', '--seed', '7']);
    expect(out).toMatch(/2 schedulers that elect a leader/);
    expect(out).toMatch(/podproof check --leader-elect --mutant bind-twice --seed 7 --path/);
  });

  test('both commands that a violation ends with show it again', async () => {
    const { out } = await run(['check', '--scenario', 'lossy', '--seed', '3', '--runs', '500']);
    const commands = out.trimEnd().split('\n').slice(-2).map((line) => line.trim().split(' ').slice(2));
    for (const command of commands) {
      const again = await run(command);
      expect(again.code).toBe(1);
      expect(again.out).toMatch(/violated.*: pod-is-bound/);
    }
  });

  test('a seed and a path that lead to nothing are inconclusive', async () => {
    const { code, out } = await run(['check', '--scenario', 'pod', '--seed', '3', '--path', '4']);
    expect(code).toBe(3);
    expect(out).toMatch(/\? inconclusive: seed 3 and path 4 lead to no violation/);
  });

  test('manifests: what kubectl says comes first, files are created only when there is something to write', async () => {
    write('web.json', '[{"kind": "Pod", "metadata": {"name": "web"}}]');
    const { code, out } = await run(['check', '-f', 'web.json', '--runs', '20', '--faults', 'none']);
    expect(code).toBe(0);
    expect(out).toMatch(/Checking web: kubectl apply -f web\.json\n {2}2 nodes, 1 scheduler, timing adversarial, no faults\n {2}kubectl: pod\/web created\n✔ held in 20 runs/);
    expect(out).toMatch(/npx podproof check -f web\.json --faults none --runs 200\n$/);
    expect(files()).toEqual(['web.json']);
  });

  test('manifests that the API server refuses: the verdict says what it is about', async () => {
    const refusing: Toolbox = {
      ...toy,
      cluster: (scenario) => {
        const { system, shape } = toy.cluster(scenario);
        const components = system.components.map((component) => (component.name === 'kubectl' ? { ...component, react: () => [{ set: { todo: [] }, notes: [{ note: 'kubectl printed', text: 'Error from server: no', outcome: 'error' }] }] } : component));
        return { shape, system: { ...system, components } };
      },
    };
    write('web.json', '{"kind": "Pod", "metadata": {"name": "web"}}');
    const { code, out } = await run(['check', '-f', 'web.json'], {}, refusing);
    expect(code).toBe(0);
    expect(out).toMatch(/kubectl: Error from server: no\n/);
    expect(out).toMatch(/Note: The API server refuses all of it even when nothing goes wrong/);
    expect(JSON.parse((await run(['check', '-f', 'web.json', '--json'], {}, refusing)).out)).toMatchObject({ notices: [expect.stringMatching(/refuses all of it/)] });
  });

  test('standard input, a directory, several files', async () => {
    const pod = (name: string): string => `{"kind": "Pod", "metadata": {"name": "${name}"}}`;
    write('b.json', pod('b'));
    write('a.yaml', pod('a'));
    write('notes.txt', 'not a manifest');
    const fromFolder = await run(['check', '-f', '.', '--json', '--faults', 'none']);
    expect(fromFolder.code).toBe(0);
    const fromStdin = await run(['check', '-f', '-', '-f', 'b.json', '--json', '--faults', 'none'], { readStdin: () => Promise.resolve(pod('c')) });
    expect(JSON.parse(fromStdin.out)).toMatchObject({ scenario: 'stdin-and-1-more', verdict: 'held' });
  });

  test('--json: one document and nothing else', async () => {
    const { code, out, err } = await run(['check', '--mutant', 'bind-twice', '--json', '--seed', '7']);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(JSON.parse(out)).toMatchObject({
      scenario: 'two-schedulers',
      verdict: 'violated',
      seed: 7,
      path: expect.stringMatching(/^[\d:]+$/),
      guards: { total: 2, bothWays: 1, oneWay: [], never: ['apiserver.neverAsked'] },
      premises: { never: [], notKnown: ['pod-is-bound'] },
      never: { actions: [], faults: [] },
      violation: { property: 'no-double-binding', statement: 'A pod is never bound twice.', steps: expect.arrayContaining(['kubectl: create web']) },
      trace: 'podproof-out/two-schedulers.no-double-binding.trace.json',
      replay: [expect.stringMatching(/replay/), expect.stringMatching(/--path/)],
    });
  });

  test('--json of several scenarios has the gravest verdict', async () => {
    const { out } = await run(['check', '--json']);
    expect(JSON.parse(out)).toMatchObject({ verdict: 'held', checks: [{ scenario: 'pod', files: ['podproof-out/pod.mmd'] }, { scenario: 'service' }] });
  });

  test('interrupted, it tells what it has found and what it has not looked at', async () => {
    const interruption = new AbortController();
    let reads = 0;
    const now = (): number => {
      if (++reads > 3) interruption.abort();
      return reads * 1000;
    };
    const { code, out } = await run(['check'], { signal: interruption.signal, now, isTTY: { stdout: false, stderr: true } });
    expect(code).toBe(3);
    expect(out).toMatch(/\? inconclusive: interrupted after \d+ runs?/);
    expect(out).toMatch(/Not checked: service/);
  });

  test('interrupted, it says how to go through with it', async () => {
    const interruption = new AbortController();
    let reads = 0;
    const now = (): number => {
      if (++reads > 3) interruption.abort();
      return reads * 1000;
    };
    const { out } = await run(['check', '--scenario', 'pod', '--runs', '5000'], { signal: interruption.signal, now });
    expect(out).toMatch(/Next, look further:\n {2}npx podproof check --scenario pod --runs 5000\n$/);
  });

  test('progress goes to the terminal of standard error only, and only after a second', async () => {
    let time = 0;
    const slow = { now: () => (time += 400) };
    expect((await run(['check', '--scenario', 'pod'], slow)).err).toBe('');
    const { err } = await run(['check', '--scenario', 'pod'], { ...slow, isTTY: { stdout: false, stderr: true } });
    expect(err).toMatch(/pod: \d+ of 100 runs, [\d,]+ steps? \(Ctrl-C: what is found so far\)/);
    expect(err.endsWith('\r\u001b[K')).toBe(true);
    expect((await run(['check', '--scenario', 'pod', '--json'], { ...slow, isTTY: { stdout: false, stderr: true } })).err).toBe('');
  });

  test('colours on a terminal, unless NO_COLOR says no', async () => {
    const tty = { isTTY: { stdout: true, stderr: false } };
    const escape = '\u001b[';
    expect((await run(['check'], tty)).out).toContain(escape);
    expect((await run(['check'], { ...tty, env: { NO_COLOR: '1' } })).out).not.toContain(escape);
    expect((await run(['check'], { ...tty, env: { TERM: 'dumb' } })).out).not.toContain(escape);
    expect((await run(['check'])).out).not.toContain(escape);
  });

  test('a folder that cannot be written does not hide the verdict', async () => {
    mkdirSync(join(here.folder, 'podproof-out/two-schedulers.no-double-binding.trace.json'), { recursive: true });
    const { code, out } = await run(['check', '--mutant', 'bind-twice']);
    expect(code).toBe(1);
    expect(out).toMatch(/Note: Not written: .*is\s+a directory/);
    expect(out).toMatch(/npx podproof check --mutant bind-twice .*--path/);
  });
});

describe('podproof check refuses', () => {
  test.each([
    [['--faults', 'crsh'], /There is no fault named "crsh"\. Did you mean crash\?/],
    [['--faults', 'crash,crash'], /names crash twice/],
    [['--faults', 'crash=many'], /must be a fault and how often/],
    [['--faults', ''], /empty entry/],
    [['--property', 'no-double-bindings'], /There is no property named "no-double-bindings"\. Did you mean no-double-binding\?/],
    [['--mutant', 'bindtwice'], /There is no mutant named "bindtwice"\. Did you mean bind-twice\?/],
    [['--mutant', 'apiserver.podIsUnbond=true'], /Did you mean apiserver\.podIsUnbound\?/],
    [['--mutant', 'apiserver.podIsUnbound=maybe'], /by true or by false/],
    [['--scenario', 'two-scheduler'], /Did you mean two-schedulers\?/],
    [['--scenario', 'pod', '-f', 'x.yaml'], /use one of them/],
    [['--scenario', 'two-schedulers', '--schedulers', '1', '--leader-elect'], /--leader-elect means something only where there are several schedulers, and scenario two-schedulers has 1: add --schedulers 2/],
    [['--nodes', '-1'], /whole number from 0 to 20/],
    [['--runs', '0'], /whole number from 1/],
    [['--seed', 'x'], /whole number/],
    [['--path', '1:2'], /together with --seed/],
    [['--seed', '1', '--path', 'a:b'], /12:0:3/],
    [['--timing', 'fast'], /calm, adversarial/],
    [['--sede', '1'], /unknown option '--sede'\n\(Did you mean --seed\?\)/],
    [['-f'], /argument missing/],
    [['-f', 'nowhere.yaml'], /nowhere\.yaml: no such file or directory/],
    [['-f', ''], /file name is empty/],
    [['-f', '-', '-f', '-'], /only once/],
    [['-f', '.'], /the directory has no \.yaml, \.yml or \.json file/],
    [['-f', '-'], /standard input:1:1: is not JSON/],
    [['surplus'], /too many arguments/],
  ])('check %j', async (args, message) => {
    const { code, out, err } = await run(['check', ...args]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(files()).toEqual([]);
  });

  test('--nodes beside Node objects', async () => {
    write('node.json', '{"kind": "Node", "metadata": {"name": "big"}}');
    expect((await run(['check', '-f', 'node.json', '--nodes', '2'])).err).toMatch(/contradict each other/);
  });

  test('--out that is a file, before any work is lost', async () => {
    write('taken', '');
    expect(await run(['check', '--out', 'taken'])).toMatchObject({ code: 2, err: 'podproof: --out taken: is a file, not a directory\n' });
    expect(await run(['check', '--out', 'taken/deeper/still'])).toMatchObject({ code: 2, out: '', err: 'podproof: --out taken/deeper/still: a part of the path is not a directory\n' });
  });
});
