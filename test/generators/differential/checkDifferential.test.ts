import { describe, expect, it } from 'vitest';
import { atomic, checkDifferential, checkRandom, cluster, clusterProperties, instrument, mutantNamed, mutated, oracles, patient, referenceFor, replay, scenario, scenarios, type ScenarioInput } from '../../../index.ts';

const sidecar = 'sidecar.example.com';

/** Who asks for a sidecar and can do without one, has it or not, as luck has it; nothing that Kubernetes promises is broken. */
const failsOpen: ScenarioInput = {
  name: 'a webhook that may be skipped',
  objects: [
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingWebhookConfiguration',
      metadata: { name: sidecar },
      webhooks: [{ name: sidecar, rules: [{ operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] }], clientConfig: { service: { namespace: 'kube-system', name: 'injector' } }, admissionReviewVersions: ['v1'], sideEffects: 'None', failurePolicy: 'Ignore' }],
    },
  ],
  webhooks: [{ name: sidecar, behaviour: { inject: { name: 'sidecar', image: 'registry.example/sidecar:1' } } }],
  commands: [{ verb: 'create', object: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [{ name: 'web', image: 'registry.example/web:1' }] } } }],
  faults: { webhookTimeout: 1 },
};

const check = (input: ScenarioInput, options: Parameters<typeof checkDifferential>[2] = {}) => checkDifferential(scenario(input), cluster, { seed: 1, runs: 20, ...options });

describe('runs compared with those in which nothing goes wrong', () => {
  it('differ where a fault has left something behind, although every property holds', async () => {
    const found = await check(failsOpen);
    expect(found).toMatchObject({ verdict: 'violated', counterexample: { violation: { property: 'same-end-as-reference', explanation: expect.stringMatching(/^pods\/default\/web: spec\.containers is /) as string } } });
    const comparable = patient(scenario(failsOpen));
    expect(await checkRandom(cluster(comparable), clusterProperties, { seed: 1, runs: 20 })).toMatchObject({ verdict: 'held' });
    // The shortened run ends so every time that it is taken.
    if (found.verdict !== 'violated') return;
    const reference = referenceFor(comparable, cluster);
    if ('reason' in reference) throw new Error(reference.reason);
    const { engine, missing } = instrument(cluster(comparable), oracles(reference));
    const { end } = replay(engine, found.counterexample.schedule);
    expect(missing(end)[0]).toEqual(found.counterexample.violation);
  });

  it('differ where a mutant shows only in the end: no state before it breaks a property of safety', async () => {
    const mutant = mutantNamed('lost-nodes-stay-lost');
    if (mutant === undefined) throw new Error('there is no such mutant');
    const input = mutated(mutant);
    expect(await check(input, { runs: 60, shrink: false })).toMatchObject({ verdict: 'violated', counterexample: { violation: { property: 'same-end-as-reference', explanation: expect.stringContaining('nodes/node-1: ') as string } } });
    expect(await checkRandom(cluster(patient(scenario(input))), clusterProperties.filter(({ kind }) => kind !== 'liveness'), { seed: 1, runs: 20, shrink: false })).toMatchObject({ verdict: 'held' });
    expect(await check(mutant.scenario, { runs: 20 })).toMatchObject({ verdict: 'held' });
  });

  it('differ in what was created and removed on the way, although they end alike', async () => {
    const mutant = mutantNamed('creates-without-expectations');
    if (mutant === undefined) throw new Error('there is no such mutant');
    expect(await check(mutated(mutant), { shrink: false })).toMatchObject({ verdict: 'violated', counterexample: { violation: { property: 'same-updates-as-reference', explanation: expect.stringMatching(/^pods\/default\/web-\*: created \d times, and 2 times in the reference$/) as string } } });
    expect(await check(mutant.scenario)).toMatchObject({ verdict: 'held' });
  });

  it.each(['pod', 'scale-down', 'leader-failover', 'volumes'])('agree in the scenario %s, whatever goes wrong', async (name) => {
    const found = scenarios.find((candidate) => candidate.name === name);
    const result = await check({ ...found?.scenario, name }, { runs: 5 });
    expect(result).toMatchObject({ verdict: 'held', comparison: { references: 8 } });
    expect(result.comparison.compared).toBeGreaterThan(0);
  });

  it('are the same with the same seed', async () => {
    const [one, other] = [await check(failsOpen), await check(failsOpen)];
    expect(other).toEqual(one);
  });

  it('are compared where the user is told the same, even that it did not work', async () => {
    const result = await check({ name: 'nobody is let in', commands: failsOpen.commands, mutants: { 'apiserver.userIsAuthenticated': false } }, { runs: 3 });
    expect(result).toMatchObject({ verdict: 'held', comparison: { leftAside: {} } });
  });

  it('are left aside where the user was told something else', async () => {
    const result = await check({ name: 'a request may be lost', commands: failsOpen.commands, faults: { requestLost: 1 } }, { runs: 40 });
    expect(result).toMatchObject({ verdict: 'held', comparison: { leftAside: { 'kubectl has told the user something else': expect.any(Number) as number } } });
  });

  it('cannot be compared when what is free of faults does not come to rest either', async () => {
    const restless = atomic<number, string>({ name: 'restless', initial: 0, internal: { 'counts on': (count) => [{ state: count + 1 }] } });
    const result = await checkDifferential(scenario({ name: 'restless' }), (given) => cluster(given, { components: () => [restless] }), { seed: 1, runs: 1 });
    expect(result).toMatchObject({ verdict: 'inconclusive', runs: 0, reason: expect.stringContaining('does not come to rest') as string });
  });
});
