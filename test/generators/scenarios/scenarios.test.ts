import { describe, expect, test } from 'vitest';
import { scenarios } from '../../../generators/scenarios/index.ts';
import { cluster } from '../../../model/cluster/cluster.ts';
import { Engine, reactionOf, replay, type JsonObject } from '../../../model/kernel/index.ts';
import { instrument } from '../../../properties/instrument.ts';
import { Walker } from '../../../generators/random/walk.ts';

/** What kubectl prints, and what `kubectl get pods` shows in the end, when nothing goes wrong. */
function calmly(name: string): { readonly printed: readonly string[]; readonly pods: readonly string[]; readonly end: string } {
  const scenario = scenarios.find((candidate) => candidate.name === name)?.scenario;
  if (scenario === undefined) throw new Error(`no scenario ${name}`);
  const instrumented = instrument(cluster({ ...scenario, timing: 'calm', faults: {} }), []);
  const walk = new Walker(instrumented, { maximumLength: 0, complete: true, maximumCompletion: 5000 }).walk(() => undefined);
  const { steps, end } = replay(instrumented.engine, walk.completion);
  const notes = steps.flatMap(({ action }) => (reactionOf(action)?.reaction.notes ?? []) as readonly JsonObject[]);
  const view = instrumented.engine.view(end);
  return {
    printed: notes.filter(({ note }) => note === 'kubectl printed').map(({ text }) => text as string),
    pods: view.keys('kubectl-get', 'screen/').map((key) => {
      const { ready, status } = view.get('kubectl-get', key) as { readonly ready: string; readonly status: string };
      return `${ready} ${status}`;
    }),
    end: walk.end,
  };
}

const running = '1/1 Running';
const created = 'deployment.apps/web created';

describe('the named scenarios', () => {
  test('have names that are typed easily, told apart and explained', () => {
    const names = scenarios.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, description, scenario } of scenarios) {
      expect(name).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
      expect(description.length).toBeGreaterThan(20);
      expect(scenario).toMatchObject({ name, description });
    }
  });

  test.each(scenarios.map(({ name, scenario }) => [name, scenario] as const))('%s: a cluster can be made of it, without faults and with', (_, scenario) => {
    const engine = new Engine(cluster(scenario).system);
    expect(engine.initial().flatMap((state) => engine.enabled(state))).not.toEqual([]);
  });

  test.each<[string, readonly string[], readonly string[]]>([
    ['pod', ['pod/web created'], [running]],
    ['init-containers', ['pod/web created'], [running]],
    ['image-missing', ['pod/web created'], ['0/1 ImagePullBackOff']],
    ['unschedulable', ['pod/huge created'], ['0/1 Pending']],
    ['scheduling-gates', ['pod/gated created'], ['0/1 SchedulingGated']],
    ['two-schedulers', ['pod/web-1 created', 'pod/web-2 created'], [running, running]],
    ['two-schedulers-crash', ['pod/web-1 created', 'pod/web-2 created'], [running, running]],
    ['delete-pod', ['pod/web created', expect.stringMatching(/^pods?\/web deleted$/)], []],
    ['deployment', [created], [running, running]],
    ['service', [created, 'service/web created'], [running, running]],
    ['scale-down', [created, expect.stringMatching(/web scaled$/)], [running]],
    ['rolling-update', [created, 'deployment.apps/web configured'], [running, running]],
    ['leader-failover', [created], [running, running]],
    ['node-crash', [created], [running, running]],
    ['cold-start', [created], [running]],
    ['quota-exceeded', ['pod/first created', expect.stringMatching(/pods "second" is forbidden: exceeded quota: one-pod/)], [running]],
    ['webhook-denies', [expect.stringMatching(/denied the request: privileged containers are not allowed/), 'pod/ordinary created'], [running]],
    ['webhook-fails-closed', ['pod/web created'], [running]],
    ['volumes', ['pod/db created'], [running]],
  ])('%s, when nothing goes wrong: what kubectl prints, and the pods in the end', (name, printed, pods) => {
    const calm = calmly(name);
    expect(calm).toEqual({ printed, pods, end: expect.stringMatching(/^(?:quiescent|cycle)$/) });
  });
});
