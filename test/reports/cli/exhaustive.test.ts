import { describe, expect, test } from 'vitest';
import type { Component } from '../../../model/kernel/index.ts';
import type { ClusterProperty } from '../../../properties/cluster.ts';
import type { Toolbox } from '../../../reports/cli/toolbox.ts';
import { bench } from './support/run.ts';
import { toy } from './support/toy.ts';

const { run, files, read } = bench();

/** Schedulers that bind nothing; each has a lamp, which it switches on once, or on and off for ever. */
function lamps(isEndless: boolean): Toolbox {
  return {
    ...toy,
    cluster: (scenario) => {
      const { system, shape } = toy.cluster(scenario);
      const components = system.components.map((component) => (component.kind === 'scheduler' ? { ...component, ...lamp(isEndless) } : component));
      return { shape, system: { ...system, components } };
    },
  };
}

function lamp(isEndless: boolean): Pick<Component, 'initial' | 'internals' | 'react'> {
  return {
    initial: { lamp: 'off' },
    internals: (part) => (part === 'off' ? [{ label: 'on', input: 'on' }] : isEndless ? [{ label: 'off', input: 'off' }] : []),
    react: (_view, input) => [input.kind === 'internal' ? { set: { lamp: input.input } } : {}],
  };
}

describe('podproof check --exhaustive', () => {
  test('everything visited: proved for this scenario, what that rests on, and what to do next', async () => {
    const { code, out, err } = await run(['check', '--exhaustive', '--scenario', 'pod', '--no-reduction']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/Checking pod: 1 pods\n.*\n✔ proved for this scenario \(\d+ states\)\n/);
    expect(out).toMatch(/\n {2}states {7}\d+, breadth-first to depth 5\n {2}transitions {2}\d+ generated, \d\.\d\d per state, \d+\.\d % with a remembered reaction\n {2}guards {7}0 seen both true and false, 1 only one way, 1 never \(--statistics names them\)\n {2}vacuous {6}pod-is-bound: not known, it does not say\n {2}time {9}.* states\/s\n {2}memory {7}.* MiB, [\d.,]+ bytes\/state\n\n/);
    expect(out).toMatch(/Next, at random, .*:\n {2}npx podproof check --scenario pod --faults all --runs 1000\n$/);
    expect(files()).toEqual([]);
  });

  test('leaves out orders that make no difference, and says so', async () => {
    const check = async (...more: readonly string[]): Promise<string> => (await run(['check', '--exhaustive', '--scenario', 'two-schedulers', '--property', 'no-double-binding', ...more], {}, lamps(false))).out;
    const states = (out: string): number => Number(/\((\d+) states\)/.exec(out)?.[1]);
    expect(states(await check())).toBeLessThan(states(await check('--no-reduction')));
    expect(await check()).toMatch(/ reduction {4}orders that make no difference are left out \(\d+ rounds?\)\n/);
    expect(await check('--no-reduction')).not.toMatch(/ reduction /);
    // Timers that wait for the calm keep nothing from being left out.
    expect(await check('--timing', 'calm')).toMatch(/ reduction /);
    // Circles are looked for in all orders.
    expect((await run(['check', '--exhaustive', '--scenario', 'two-schedulers', '--mutant', 'apiserver.podIsUnbound=false'], {}, lamps(false))).out).toMatch(/ reduction /);
  });

  test.each([['breadth-first'], ['depth-first']])('%s: a violation, the shortest schedule, the files, and how to see it again', async (order) => {
    const { code, out } = await run(['check', '--mutant', 'bind-twice', '--exhaustive', '--order', order]);
    expect(code).toBe(1);
    expect(out).toMatch(/✘ violated: no-double-binding\n {2}Promised: A pod is never bound twice\.\n {2}Happened: pods\/web is bound to node-\d and node-\d\n/);
    expect(out).toMatch(/\n✘ 6 {2}/);
    expect(out).toMatch(/Found with \d+ steps(?:, shortened to 6)?, after \d+ states, .*; a shortest schedule: nothing shorter shows it\n/);
    expect(out).toMatch(new RegExp(`\n  states       \\d+, ${order} to depth \\d+\n  reduction    orders that make no difference are left out`));
    expect(files('podproof-out')).toEqual(['two-schedulers.no-double-binding.mmd', 'two-schedulers.no-double-binding.trace.json']);
    expect(read('podproof-out/two-schedulers.no-double-binding.mmd')).toMatch(/✘/);
    const commands = out.trimEnd().split('\n').slice(-2).map((line) => line.trim().split(' ').slice(2));
    expect(commands).toEqual([
      ['replay', 'podproof-out/two-schedulers.no-double-binding.trace.json'],
      ['check', '--mutant', 'bind-twice', '--exhaustive', '--order', order],
    ]);
    for (const command of commands) expect((await run(command)).code).toBe(1);
  });

  test('faults happen within the budget of the scenario, or of --faults', async () => {
    expect((await run(['check', '--exhaustive', '--scenario', 'lossy'])).out).toMatch(/✘ violated: pod-is-bound\n/);
    expect((await run(['check', '--exhaustive', '--scenario', 'lossy', '--faults', 'none'])).out).toMatch(/✔ proved for this scenario/);
    expect((await run(['check', '--exhaustive', '--scenario', 'pod', '--faults', 'requestLost=1'])).code).toBe(1);
  });

  test('a budget that runs out is inconclusive: what was covered, and how to go further', async () => {
    const { code, out } = await run(['check', '--exhaustive', '--scenario', 'service', '--no-reduction', '--max-states', '10']);
    expect(code).toBe(3);
    expect(out).toMatch(/\? inconclusive: budget of 10 states reached at depth \d+\n {2}What was covered breaks no property; of the rest nothing is known:\n {2}states {7}1\d, /);
    expect(out).toMatch(/Next, look further, or at random:\n {2}npx podproof check --scenario service --exhaustive --no-reduction --max-states 100\n {2}npx podproof check --scenario service --runs 1000\n$/);
  });

  test('each scenario has the budget for itself, and the first look is drawn', async () => {
    const { code, out } = await run(['check', '--exhaustive', '--no-reduction', '--max-states', '20']);
    expect(code).toBe(3);
    expect(out).toMatch(/Checking pod[^]*✔ proved for this scenario[^]*Checking service[^]*\? inconclusive: budget of 20 states reached/);
    expect(out).toMatch(/The pod's way: podproof-out\/pod\.mmd/);
    expect(out).toMatch(/Next, your own manifests:\n {2}npx podproof check -f FILE --exhaustive\n/);
    expect(JSON.parse((await run(['check', '--exhaustive', '--no-reduction', '--json', '--max-states', '20'])).out)).toMatchObject({ verdict: 'inconclusive', checks: [{ verdict: 'proved' }, { verdict: 'inconclusive', reason: expect.stringMatching(/^budget of 20 states reached at depth/) }] });
    expect(JSON.parse((await run(['check', '--exhaustive', '--json'])).out)).toMatchObject({ verdict: 'proved', checks: [{ verdict: 'proved' }, { verdict: 'proved' }] });
  });

  test('--statistics: all that was counted, by kind, fault and component, and the guards by name', async () => {
    const { code, out } = await run(['check', '--exhaustive', '--scenario', 'lossy', '--no-reduction', '--statistics', '--property', 'no-double-binding', '--faults', 'requestLost=1,crash=1']);
    expect(code).toBe(0);
    expect(out).toMatch(/\n {2}guards {7}0 seen both true and false, 1 only one way, 1 never\n/);
    expect(out).toMatch(/\n {2}actions {6}deliver \d+, internal 1, timer 0, fault [1-9]\d*, restart 0\n {2}faults {7}requestLost [1-9]\d*\n {2}no chance {4}crash\n/);
    expect(out).toMatch(/\n {2}only true +apiserver\.podIsUnbound\n {2}never asked +apiserver\.neverAsked\n\n {2}component +transitions {2}computed {2}remembered {2}local states\n/);
    expect(out).toMatch(/\n {2}kubectl +1 +1 +0\.0 % +2\n/);
    const json: unknown = JSON.parse((await run(['check', '--exhaustive', '--scenario', 'lossy', '--statistics', '--json'])).out);
    expect(json).toMatchObject({ statistics: { actions: { kinds: { internal: expect.any(Number) }, components: { kubectl: expect.any(Number) }, faults: { requestLost: expect.any(Number) } }, guards: { 'apiserver.neverAsked': { true: 0, false: 0 } } } });
  });

  test('--dot: the graph of states and steps for Graphviz, whatever the verdict', async () => {
    const proved = await run(['check', '--exhaustive', '--scenario', 'pod', '--no-reduction', '--dot', 'graphs/pod one.dot']);
    expect(proved.code).toBe(0);
    expect(proved.out).toMatch(/\n {2}graph {8}graphs\/pod one\.dot: 7 states, 6 steps; a picture: dot -Tsvg -O 'graphs\/pod one\.dot'\n/);
    expect(read('graphs/pod one.dot')).toMatch(/^digraph states \{\n[^]*peripheries=2[^]*kubectl: create web[^]*\}\n$/);
    const violated = await run(['check', '--exhaustive', '--mutant', 'bind-twice', '--dot', 'graph.dot', '--json']);
    expect(violated.code).toBe(1);
    expect(JSON.parse(violated.out)).toMatchObject({ graph: { file: 'graph.dot', states: expect.any(Number), steps: expect.any(Number), leftOut: expect.any(Number) }, files: expect.arrayContaining(['graph.dot']) });
    expect(read('graph.dot')).toMatch(/✘ no-double-binding/);
  });

  test('--dot of a graph that is too large or that cannot be written says so, and the verdict stays', async () => {
    const pods = JSON.stringify(['a', 'b', 'c', 'd'].map((name) => ({ kind: 'Pod', metadata: { name } })));
    const large = await run(['check', '--exhaustive', '-f', '-', '--faults', 'none', '--no-reduction', '--property', 'no-double-binding', '--dot', 'graph.dot'], { readStdin: () => Promise.resolve(pods) });
    expect(large.code).toBe(0);
    expect(large.out).toMatch(/\n {2}graph {8}graph\.dot is not drawn: [\d,]+ states were visited, and more than 500 can be\s/);
    const readOnly = await run(['check', '--exhaustive', '--scenario', 'pod', '--dot', `${'long'.repeat(100)}.dot`]);
    expect(readOnly.code).toBe(0);
    expect(readOnly.out.replaceAll(/\s+/g, ' ')).toMatch(/ is not drawn: .*the name is too long/);
    expect(files()).toEqual([]);
  });

  test('--json: one document with the verdict, statistics and the counterexample', async () => {
    const { code, out, err } = await run(['check', '--exhaustive', '--mutant', 'bind-twice', '--json'], { isTTY: { stdout: true, stderr: true } });
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(JSON.parse(out)).toMatchObject({
      scenario: 'two-schedulers',
      verdict: 'violated',
      order: 'breadth-first',
      reduction: true,
      statistics: { isReduced: true, reduced: { rounds: expect.any(Number) }, visited: expect.any(Number), remembered: expect.any(Number), computedReactions: { kubectl: expect.any(Number) }, states: expect.any(Number), transitions: expect.any(Number), depth: expect.any(Number), branching: expect.any(Number), localSteps: expect.any(Number), localStates: { kubectl: 2 }, statesPerSecond: expect.any(Number), bytesPerState: expect.any(Number) },
      guards: { total: 2, never: ['apiserver.neverAsked'] },
      violation: { property: 'no-double-binding', isShortest: true, steps: expect.arrayContaining(['kubectl: create web']) },
      trace: 'podproof-out/two-schedulers.no-double-binding.trace.json',
      replay: [expect.stringMatching(/replay/), 'npx podproof check --mutant bind-twice --exhaustive'],
    });
  });

  test('interrupted, it tells what was covered, and how to go through with it', async () => {
    const interruption = new AbortController();
    let reads = 0;
    const now = (): number => {
      if (++reads > 2) interruption.abort();
      return reads * 1000;
    };
    const { code, out } = await run(['check', '--exhaustive', '--scenario', 'service', '--max-states', '500'], { signal: interruption.signal, now }, slow);
    expect(code).toBe(3);
    // How far it comes until then hangs on the machine: in the search, or after it.
    expect(out).toMatch(/\? inconclusive: (?:interrupted (?:at depth \d+|after \d+ states), in round \d of the reduction|nothing is violated where runs end[^:]*: interrupted)\n.*\n {2}states +[1-9]/);
    expect(out).toMatch(/Next, look further, or at random:\n {2}npx podproof check --scenario service --exhaustive --max-states 500\n/);
  });

  test('interrupted before it began, it says of nothing that it holds', async () => {
    const { code, out } = await run(['check', '--exhaustive', '--json'], { signal: AbortSignal.abort() });
    expect(code).toBe(3);
    expect(JSON.parse(out)).toEqual({ verdict: 'inconclusive', unchecked: ['pod', 'service'], checks: [] });
  });

  test('progress goes to the terminal of standard error only', async () => {
    let time = 0;
    const look = async (stderr: boolean, ...more: readonly string[]): Promise<string> => (await run(['check', '--exhaustive', '--scenario', 'service', ...more], { now: () => (time += 2000), isTTY: { stdout: false, stderr } }, slow)).err;
    expect(await look(true)).toMatch(/service: reduced, round \d: \d+ states, \d+ states\/s \(Ctrl-C: what is covered.*\r/);
    expect(await look(false)).toBe('');
    expect(await look(true, '--json')).toBe('');
  });

  test.each([['--seed=1'], ['--exhaustive']])('a run that goes round for ever replays as one: %s', async (how) => {
    const found = await run(['check', '--scenario', 'pod', how], {}, lamps(true));
    expect(found.code).toBe(1);
    expect(found.out).toMatch(/The last [\w ]+ may come again and again for ever\n/);
    const replayed = await run(['replay', 'podproof-out/pod.pod-is-bound.trace.json'], {}, lamps(true));
    expect(replayed.code).toBe(1);
    expect(replayed.out).toMatch(/✘ violated after step \d+: pod-is-bound\n[^]*Happened: pods\/web is not bound; after step \d+ everything was as it is now/);
  });
});

/** So that the event loop has to be given a turn. */
function slowly(property: ClusterProperty): ClusterProperty {
  if (property.kind !== 'invariant') return property;
  const violation: typeof property.violation = (state, shape) => {
    const until = performance.now() + 30;
    while (performance.now() < until);
    return property.violation(state, shape);
  };
  return { ...property, violation };
}

const slow: Toolbox = { ...toy, properties: toy.properties.map(slowly) };

describe('podproof check refuses', () => {
  test.each([
    [['--exhaustive', '--runs', '5'], /--exhaustive tries every run there is, and --runs chooses among runs at random: leave out one or the other\./],
    [['--exhaustive', '--seed', '5', '--path', '1'], /--seed and --path .*: leave out these or --exhaustive\./],
    [['--order', 'depth-first'], /--order means something only together with --exhaustive: add it, or leave --order out\./],
    [['--no-reduction', '--max-states', '5', '--max-memory', '5'], /--no-reduction, --max-states and --max-memory mean something only together with --exhaustive/],
    [['--max-seconds', '5'], /--max-seconds means/],
    [['--dot', 'graph.dot'], /--dot means something only together with --exhaustive/],
    [['--exhaustive', '--dot', 'graph.dot'], /--dot draws the graph of one scenario, and this check has 2: name one with --scenario\./],
    [['--exhaustive', '--scenario', 'pod', '--dot', '-'], /--dot writes a file, since standard output is for the report: give it a name, such as graph\.dot\./],
    [['--exhaustive', '--scenario', 'pod', '--dot', '.'], /--dot \.: is a directory, not a file/],
    [['--exhaustive', '--scenario', 'pod', '--dot', '/dev/null/graph.dot'], /--dot \/dev\/null\/graph\.dot: a part of the path is not a directory/],
    [['--exhaustive', '--scenario', 'pod', '--dot', ''], /A file name is empty/],
    [['--exhaustive', '--scenario', 'pod', '--dot'], /argument missing/],
    [['--statistics'], /--statistics means something only together with --exhaustive/],
    [['--exhaustive', '--order', 'sideways'], /breadth-first, depth-first/],
    [['--exhaustive', '--max-states', '0'], /whole number from 1/],
    [['--exhaustive', '--max-seconds', '0.5'], /whole number from 1/],
    [['--exhaustive', '--max-memory', 'all'], /whole number from 1/],
    [['--exhaustive', '--max-state', '1'], /Did you mean --max-states\?/],
  ])('check %j', async (args, message) => {
    const { code, out, err } = await run(['check', ...args]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(files()).toEqual([]);
  });
});
