import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breadthFirst, canonicalText, cluster, clusterProperties, instrument, mutated, mutants, scenario, scenarios, stateKey, type Engine, type Json, type Names, type ScenarioInput, type Snapshot, type State } from '../../../index.ts';
import { renameInCluster } from '../../../model/cluster/rename.ts';
import { defaultNode } from '../../../model/cluster/initialObjects.ts';

const pod = (spec: { readonly [field: string]: Json } = {}, metadata: { readonly [field: string]: Json } = {}) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', ...metadata }, spec: { containers: [{ name: 'web', image: 'web:1' }], ...spec } });
const node = (name: string, more: { readonly [field: string]: Json } = {}) => ({ ...(defaultNode(name) as unknown as { readonly [field: string]: Json }), ...more });

function interchangeable(input: Partial<ScenarioInput>): readonly string[] {
  const { symmetry } = cluster(scenario({ name: 'test', ...input })).system;
  return (symmetry?.sets ?? []).map(({ of, members }) => `${of} ${members.map(([name]) => name).join(' ')}`);
}

function reasons(input: Partial<ScenarioInput>): string {
  return cluster(scenario({ name: 'test', ...input })).distinct.join('\n');
}

describe('what is interchangeable in a cluster', () => {
  it('are nodes that are equal but for their names, and schedulers', () => {
    expect(interchangeable({ nodes: 3 })).toEqual(['nodes node-1 node-2 node-3']);
    expect(interchangeable({ nodes: 2, schedulers: 2 })).toEqual(['nodes node-1 node-2', 'schedulers scheduler-a scheduler-b']);
    expect(interchangeable({ nodes: 1 })).toEqual([]);
    expect(reasons({ nodes: 2, schedulers: 2 })).toBe('');
  });

  it('are nodes of a manifest, whose host names and addresses go with them', () => {
    const addressed = (name: string, host: string, address: string) => node(name, { metadata: { name, labels: { 'kubernetes.io/hostname': host } }, status: { addresses: [{ type: 'InternalIP', address }] } });
    expect(interchangeable({ objects: [addressed('a', 'host-a', '192.168.0.1'), addressed('b', 'host-b', '192.168.0.2')] })).toEqual(['nodes a b']);
  });

  it('are not nodes that differ', () => {
    const large = node('large', { status: { allocatable: { cpu: '64' } } });
    expect(interchangeable({ objects: [node('one'), large, node('two')] })).toEqual(['nodes one two']);
    expect(reasons({ objects: [node('one'), large, node('two')] })).toBe('Nodes one and large are told apart: their Node objects differ.');
  });

  it('is nothing that the scenario names', () => {
    const bound = { objects: [pod({ nodeName: 'node-1' })], nodes: 2 };
    expect(interchangeable({ ...bound, objects: [node('node-1'), node('node-2'), ...bound.objects] })).toEqual([]);
    expect(reasons({ ...bound, objects: [node('node-1'), node('node-2'), ...bound.objects] })).toBe('Nodes node-1 and node-2 are told apart: Pod web names one of them.');
    const selecting = pod({ nodeSelector: { 'kubernetes.io/hostname': 'node-2' } });
    expect(reasons({ nodes: 2, commands: [{ verb: 'apply', object: selecting }] })).toMatch('what the user does names one of them');
    expect(interchangeable({ schedulers: 2, commands: [{ verb: 'apply', object: pod({}, { name: 'scheduler-b' }) }] })).toEqual([]);
  });

  it('is nothing whose names might be mistaken for one another', () => {
    expect(reasons({ objects: [node('a'), node('a-1')] })).toMatch('the name of one begins with that of the other');
    expect(reasons({ objects: [node('a'), node('kubelet-a')] })).toMatch('a name of one is also a name of the other');
  });

  it('are neither API servers nor controller managers', () => {
    expect(reasons({ apiservers: 2, controllerManagers: 2 })).toBe('API servers apiserver-a, apiserver-b are told apart: every client begins with apiserver-a.\nController managers controller-manager-a, controller-manager-b are told apart: one of them leads.');
  });

  it('are not schedulers of which one leads', () => {
    expect(interchangeable({ nodes: 2, schedulers: 2, leaderElect: true })).toEqual(['nodes node-1 node-2']);
    expect(reasons({ schedulers: 2, leaderElect: true })).toBe('Schedulers scheduler-a, scheduler-b are told apart: one of them leads.');
  });

  it("is nothing where there are components of a user's own, of which nothing is known", () => {
    expect(cluster(scenario({ name: 'test', nodes: 2 }), { components: () => [] }).system.symmetry).toBeUndefined();
  });
});

const faults = { crash: 2, watchBroken: 1, compaction: 1, staleList: 1, replyLost: 1 };
const two = { nodes: 2, schedulers: 2 };
const named = (name: string): ScenarioInput => scenarios.find((candidate) => candidate.name === name)?.scenario ?? { name };
const sampled: readonly ScenarioInput[] = [
  { ...named('service'), ...two, faults },
  { ...named('two-schedulers'), ...two, faults },
  { ...named('node-crash'), ...two, faults, nodes: 3 },
  { ...named('cold-start'), ...two, faults },
  ...mutants.filter(({ scenario: { objects } }) => ((objects ?? []) as readonly { readonly kind?: Json }[]).every(({ kind }) => kind !== 'Node')).map((mutant) => ({ ...mutated(mutant), ...two })),
];

describe('exchanging two members everywhere', () => {
  it('makes of every step another step, and changes no verdict', () =>
    fc.assert(
      fc.property(fc.constantFrom(...sampled), fc.array(fc.nat(), { maxLength: 200, size: 'max' }), fc.nat(), (input, choices, which) => {
        const made = cluster(scenario(input));
        const { engine, violation, missing } = instrument(made, clusterProperties);
        const state = reached(engine, choices);
        const all = exchanges(made.system.symmetry?.sets ?? []);
        const names = all[which % all.length] ?? new Map<string, string>();
        const image = imageOf(engine.snapshot(state), names);
        const twin = engine.orbit(state).find((candidate) => textOf(engine.snapshot(candidate)) === image) ?? state;
        expect(textOf(engine.snapshot(twin))).toBe(image);
        const successors = engine.enabled(state).map((action) => imageOf(engine.snapshot(engine.apply(state, action)), names));
        const twins = engine.enabled(twin).map((action) => textOf(engine.snapshot(engine.apply(twin, action))));
        expect(new Set(twins)).toEqual(new Set(successors));
        const verdict = (of: State): readonly unknown[] => [violation(of)?.property, missing(of).map(({ property }) => property)];
        expect(verdict(twin)).toEqual(verdict(state));
      }),
      { numRuns: 6 },
    ));

  it.each<readonly [string, ScenarioInput]>([
    ['a Pod that no node can take, and two schedulers', { ...named('unschedulable'), ...two, faults: {} }],
    ['a Pod that waits for its gates', { ...named('scheduling-gates'), ...two, faults: {} }],
    ['a watch that breaks', { name: 'quiet', ...two, faults: { watchBroken: 1 } }],
    ['a request of three nodes and three schedulers that is lost', { name: 'quiet', nodes: 3, schedulers: 3, faults: { watchBroken: 1, requestLost: 1 } }],
  ])('a search visits as many states as the whole one has orbits: %s', (_, input) => {
    const search = (symmetry: boolean) => {
      const { engine, violation, missing } = instrument(cluster(scenario(input)), clusterProperties);
      const orbits = new Set<string>();
      const find = (state: State) => {
        orbits.add(representative(engine, state));
        return violation(state);
      };
      const { exhausted, states, found } = breadthFirst(engine, { symmetry, find, findAtEnd: (state) => missing(state)[0] });
      return { exhausted, states, orbits: orbits.size, found: found?.violation.property };
    };
    const whole = search(false);
    expect(whole.exhausted).toBe(true);
    expect(whole.orbits).toBeLessThan(whole.states);
    expect(search(true)).toEqual({ ...whole, states: whole.orbits });
  });
});

function reached(engine: Engine, choices: readonly number[]): State {
  let [state = new Int32Array(0)] = engine.initial();
  for (const choice of choices) {
    const actions = engine.enabled(state);
    // Faults strike now and then, or the run would be about nothing else.
    const usual = choice % 16 === 0 ? actions : actions.filter(({ kind }) => kind !== 'fault');
    const action = usual[Math.floor(choice / 16) % Math.max(1, usual.length)];
    if (action === undefined) break;
    state = engine.apply(state, action);
  }
  return state;
}

function exchanges(sets: readonly { readonly members: readonly (readonly string[])[] }[]): readonly Names[] {
  return sets.flatMap(({ members: [first = [], ...others] }) => others.map((other) => new Map(first.flatMap((name, index) => [[name, other[index] ?? name] as const, [other[index] ?? name, name] as const]))));
}

function imageOf(snapshot: Snapshot, names: Names): string {
  return textOf(renameInCluster(snapshot, names) as Snapshot);
}

/** A snapshot shows messages that are under way in the order of their texts, which change with the names. */
function textOf(snapshot: Snapshot): string {
  const entries = Object.entries(snapshot).map(([slot, held]) => [slot, slot.startsWith('channel ') ? (held as readonly Json[]).map((message) => canonicalText(message, slot)).sort() : held] as const);
  return canonicalText(Object.fromEntries(entries), 'snapshot');
}

function representative(engine: Engine, state: State): string {
  const vector = engine.vector();
  vector.load(state);
  engine.canonicalize(vector);
  return stateKey(vector.state());
}
