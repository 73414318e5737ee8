import { describe, expect, test } from 'vitest';
import { podproof } from '../../../reports/cli/podproof.ts';
import { bench } from './support/run.ts';

const { run, files, read } = bench();

/** Expressions that differ in their operators only are told apart by what follows their names. */
const trace = 'podproof-out/two-schedulers.witness.parts-apiserver-pods-web-size-1.13b57fa4.trace.json';
const traceOfTwo = trace.replace('13b57fa4', '94f63d0a');
const twoBindings = ['witness', '--scenario', 'two-schedulers', '--mutant', 'bind-twice', '--that', "parts('apiserver')['pods/web'].size() > 1"];

describe('podproof witness', () => {
  test('shows the shortest run that makes an expression true, with trace and diagram: exit code 0', async () => {
    const { code, out, err } = await run(['witness', '--scenario', 'two-schedulers', '--that', "parts('apiserver')['pods/web'].size() == 1"]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/Searching two-schedulers: 1 pods\n.*\n {2}Looking for: parts\('apiserver'\)\['pods\/web'\]\.size\(\) == 1\n✔ reached in 4 steps: a shortest run, nothing shorter reaches it/);
    expect(out).toMatch(/ {2}1 {2}kubectl: create web\n/);
    expect(out).toMatch(/See it again:\n {2}npx podproof replay (\S+)\n {2}npx podproof witness --scenario two-schedulers --that 'parts\(/);
    expect(files('podproof-out')).toEqual(['two-schedulers.witness.parts-apiserver-pods-web-size-1.13b57fa4.mmd', 'two-schedulers.witness.parts-apiserver-pods-web-size-1.13b57fa4.trace.json']);
    expect(read(trace.replace('trace.json', 'mmd'))).toMatch(/^sequenceDiagram\n[^]*\n {2}title parts/);
    expect(read(trace.replace('trace.json', 'mmd'))).toMatch(/✔ Reached: parts/);
    expect(JSON.parse(read(trace))).not.toHaveProperty('verdict');
  });

  test('what it writes replays', async () => {
    await run(['witness', '--scenario', 'two-schedulers', '--that', "parts('apiserver')['pods/web'].size() == 1"]);
    const { code, out } = await run(['replay', trace]);
    expect(code).toBe(0);
    expect(out).toMatch(/✔ every step and the last state are as recorded; no property is violated/);
  });

  test('a run that breaks a promise is shown all the same, and its replay says so', async () => {
    const shown = await run(twoBindings);
    expect(shown.code).toBe(0);
    expect(shown.out).toMatch(/✔ reached in 6 steps: a shortest run/);
    const { code, out } = await run(['replay', traceOfTwo]);
    expect(code).toBe(1);
    expect(out).toMatch(/violated after step 6: no-double-binding/);
  });

  test('what no run reaches is proved: exit code 1, and a hint at what was never there', async () => {
    const { code, out } = await run(['witness', '--that', "parts('apiserver')['pods/wbe'].size() > 0"]);
    expect(code).toBe(1);
    expect(out).toMatch(/✘ no run of this scenario reaches it: proved for this scenario \(\d+ states\)/);
    expect(out).toMatch(/Note: in no state that was looked at was there: pods\/wbe\./);
    expect(out).toMatch(/Next, with faults:\n {2}npx podproof witness --faults all --that/);
  });

  test('a budget that runs out: exit code 3', async () => {
    const { code, out } = await run(['witness', '--that', "down('kubectl')", '--max-states', '1', '--runs', '0']);
    expect(code).toBe(3);
    expect(out).toMatch(/\? inconclusive: budget of 1 state and 0 runs reached/);
    expect(out).toMatch(/Next, look further:\n {2}npx podproof witness --max-states 10 --max-seconds 600 --runs 10 --that 'down\('\\''kubectl'\\''\)'\n$/);
    const lossy = await run(['witness', '--scenario', 'lossy', '--that', "down('kubectl')", '--max-states', '1', '--runs', '0']);
    expect(lossy.out).toMatch(/Next, look further, or without faults:\n.*\n {2}npx podproof witness --scenario lossy --faults none --max-states 1 --runs 0 --that /);
  });

  test('as JSON', async () => {
    const found = await run([...twoBindings, '--json']);
    expect(JSON.parse(found.out)).toMatchObject({ scenario: 'two-schedulers', verdict: 'found', rank: 'shortest', steps: { length: 6 }, leastSteps: 6, trace: traceOfTwo, replay: [`npx podproof replay ${traceOfTwo}`] });
    const absent = await run(['witness', '--that', 'pods.web.spec.nodeName == ""', '--json']);
    expect(absent.code).toBe(1);
    expect(JSON.parse(absent.out)).toMatchObject({ verdict: 'unreachable', neverThere: ['web'], files: [] });
  });

  test('writes the diagram where it is told to', async () => {
    expect((await run([...twoBindings, '-o', 'docs/race.md'])).code).toBe(0);
    expect(read('docs/race.md')).toMatch(/^```mermaid\n/);
    const picture = await run([...twoBindings, '-o', 'race.png']);
    // There is no browser: the source is there instead, and a script notices.
    expect(picture.code).toBe(2);
    expect(picture.out).toMatch(/wrote race\.mmd instead/);
    expect(files()).toContain('race.mmd');
  });

  test.each([
    [['--that', 'podz.web'], /--that: Unknown variable: podz\n {2}podz\.web\n {2}\^\nDid you mean pods\?/],
    [['--that', 'pods.web ==\n  1 +'], /--that: Unexpected token: EOF\n {4}1 \+\n {7}\^/],
    [['--that', 'redy(pods.web)'], /found no matching overload for 'redy\(dyn\)'\n.*\n.*\nDid you mean ready\?/],
    [['--that', 'ready()'], /Use it as ready\(OBJECT\): whether its condition Ready is True\./],
    [['--that', '1'], /It must be true or false, and is of type int\./],
    [['--that', "down('scheduler-x') || true"], /There is no component named "scheduler-x"\.\n.*\nComponents of this scenario: kubectl, apiserver, scheduler/],
    [['--that', 'pod-redy'], /There is no goal named "pod-redy"\. Did you mean pod-ready\?/],
    [['--that', 'pod-ready', '-o', 'x.gif'], /-o x\.gif: a diagram is written as/],
    [['--that', 'pod-ready', '--scenario', 'pod', '--scenario', 'lossy'], /A witness is a run of one scenario, and these are 2/],
    [[], /required option '--that <goal>'/],
  ])('refuses %j', async (args, message) => {
    const { code, out, err } = await run(['witness', ...args]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });

  test('a mistake that shows only on the way is the user’s, too', async () => {
    const { code, err } = await run(['witness', '--that', "parts('apiserver')['pods/web'] > 1"]);
    expect(code).toBe(2);
    expect(err).toMatch(/no such overload/);
  });

  test('the cluster of Kubernetes: a named goal, within its first steps', async () => {
    const { code, out } = await run(['witness', '--scenario', 'unschedulable', '--nodes', '1', '--faults', 'none', '--that', 'pod-unschedulable', '--max-states', '50000'], {}, podproof);
    expect(code).toBe(0);
    expect(out).toMatch(/✔ reached in \d+ steps: a shortest run/);
    expect(files('podproof-out')).toContain('unschedulable.witness.pod-unschedulable.trace.json');
  });

  test('goals and functions are listed', async () => {
    expect((await run(['list', 'goals'])).out).toMatch(/pod-ready {2,}a pod is Ready: pods\.exists\(p, ready\(pods\[p\]\)\)[^]*Use: npx podproof witness --that NAME/);
    expect((await run(['list', 'functions'])).out).toMatch(/cache\('COMPONENT', 'RESOURCE'\) {2,}the objects as a component has them/);
  });
});
