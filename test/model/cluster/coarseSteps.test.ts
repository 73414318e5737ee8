import { describe, expect, test } from 'vitest';
import { apply, pod } from '../../../generators/scenarios/manifests.ts';
import { cluster, Engine, replay, scenario, type Run, type ScenarioInput } from '../../../index.ts';

function coarse(input: Partial<ScenarioInput>): Engine {
  return new Engine(cluster(scenario({ name: 'coarse', grain: 'coarse', timing: 'calm', commands: apply(pod('web')), ...input })).system);
}

const asked = ['kubectl: apply pod/web', 'kubectl → apiserver: GET pods/web'];

const labelsAfter = (engine: Engine, { end }: Run): readonly string[] => engine.labels(engine.enabled(end));

describe('coarse steps', () => {
  test('a request is served, answered and told of by watches in one step', () => {
    const engine = coarse({});
    const run = replay(engine, [...asked, 'kubectl → apiserver: POST pods/web']);
    expect(run.steps.at(-1)?.action.steps?.map(({ label }) => label)).toEqual([
      'kubectl → apiserver: POST pods/web',
      'apiserver: mutate POST pods/web of kubectl',
      'apiserver: validate POST pods/web of kubectl',
      'apiserver → etcd: txn: create pods/default/web',
      'apiserver ← watch pods: ADDED Pod web (Pending)',
      'etcd → apiserver: committed Pod web (Pending)',
      'controller-manager ← watch pods: ADDED Pod web (Pending)',
      'kubectl-get ← watch pods: ADDED Pod web (Pending)',
      'scheduler ← watch pods: ADDED Pod web (Pending)',
      'apiserver → kubectl: 201 Pod web (Pending) (command)',
    ]);
    expect(labelsAfter(engine, run)).toEqual(['scheduler: schedule default/web']);
  });

  test('an answer may be lost after its request was executed, when that fault is allowed', () => {
    const engine = coarse({ faults: { replyLost: 1 } });
    const lost = 'kubectl → apiserver: POST pods/web [replyLost: apiserver → kubectl: 201 Pod web (Pending) (command)]';
    const before = replay(engine, [...asked]);
    expect(labelsAfter(engine, before)).toContain(lost);
    const { end } = replay(engine, [...asked, lost]);
    expect(engine.view(end).get('etcd', 'pods/default/web')).toBeDefined();
  });

  test('a watch that broke is behind until its client notices', () => {
    const engine = coarse({ faults: { watchBroken: 1 } });
    const run = replay(engine, [...asked, 'watchBroken: scheduler watching pods', 'kubectl → apiserver: POST pods/web']);
    expect(engine.view(run.end).get('scheduler', 'cache/pods/default/web')).toBeUndefined();
    expect(labelsAfter(engine, run)).toEqual(['scheduler notices that its watch of pods broke']);
    const noticed = replay(engine, [...run.steps.map(({ label }) => label), 'scheduler notices that its watch of pods broke']);
    expect(engine.view(noticed.end).get('scheduler', 'cache/pods/default/web')).toBeDefined();
  });

  test('whoever waits for a server that is down is served when it starts again', () => {
    const engine = coarse({ faults: { crash: 1 } });
    const crashed = replay(engine, ['crash: apiserver']);
    expect(labelsAfter(engine, crashed)).toEqual(['kubectl: apply pod/web', 'restart: apiserver']);
    const { end } = replay(engine, ['crash: apiserver', 'restart: apiserver']);
    expect(labelsAfter(engine, { ...crashed, end })).toEqual(['kubectl: apply pod/web']);
    expect(Object.keys(engine.snapshot(end)).filter((slot) => /^(held|unread|channel) /.test(slot))).toEqual([]);
  });

  test('several API servers: a client whose watch broke takes its time', () => {
    const engine = coarse({ faults: { crash: 1 }, apiservers: 2 });
    const [first] = labelsAfter(engine, replay(engine, ['crash: apiserver-a']));
    expect(first).toMatch(/^controller-manager: watch \w+ again \[apiserver-a\]$/);
  });
});
