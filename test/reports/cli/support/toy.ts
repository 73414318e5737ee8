import type { Mutant } from '../../../../properties/mutants/index.ts';
import { setup } from 'xstate';
import type { NamedScenario } from '../../../../generators/scenarios/index.ts';
import { reactions, type Component, type Input, type Json, type Step } from '../../../../model/kernel/index.ts';
import type { KubernetesObject } from '../../../../model/objects/index.ts';
import { nodeShape, replicas, type ClusterShape } from '../../../../model/cluster/shape.ts';
import { scenario, type Scenario } from '../../../../model/scenario.ts';
import { taskFor } from '../../../../generators/exhaustive/taskFor.ts';
import type { MakeTask } from '../../../../generators/search/parallel/task.ts';
import type { ClusterProperty } from '../../../../properties/cluster.ts';
import { instrument } from '../../../../properties/instrument.ts';
import type { Cluster, ParsedManifests, Toolbox } from '../../../../reports/cli/toolbox.ts';

/**
 * A cluster so small that every verdict is known: kubectl creates pods, schedulers bind them without looking,
 * and the API server refuses a second binding by its guard podIsUnbound. A lost request is never sent again.
 */
function toyCluster(given: Scenario): Cluster {
  const schedulers = replicas('scheduler', given.schedulers);
  const pods = given.commands.flatMap((command) => ('object' in command ? [nameOf(command.object)] : []));
  const shape: ClusterShape = {
    etcd: 'etcd',
    apiservers: ['apiserver'],
    schedulers,
    controllerManagers: [],
    nodes: Array.from({ length: given.nodes }, (_, index) => nodeShape(`node-${index + 1}`)),
    webhooks: [],
    registry: 'registry',
    dns: 'dns',
    kubectl: 'kubectl',
    kubectlGet: 'kubectl-get',
  };
  const nodes = shape.nodes.map(({ name }) => name);
  return {
    shape,
    system: {
      components: [kubectl(pods), apiserver(schedulers), ...schedulers.map((name) => scheduler(name, nodes))],
      faults: given.faults,
      mutants: given.mutants,
      timing: given.timing,
      channel: () => ({ order: 'unordered', faults: [{ name: 'requestLost', apply: (message) => (typeOf(message) === 'bind' ? { put: [] } : undefined) }] }),
      describe: (message) => [typeOf(message), field(message, 'pod'), field(message, 'node')].filter((part) => part !== '').join(' '),
    },
  };
}

const kubectl = (pods: readonly string[]): Component => ({
  name: 'kubectl',
  initial: { todo: pods },
  internals: (part) => (part as readonly string[]).slice(0, 1).map((pod) => ({ label: `create ${pod}`, input: pod })),
  react: (view, input, check) =>
    reactions(view, check, (step) => {
      if (input.kind !== 'internal') return step.impossible();
      const pod = input.input as string;
      step.send('apiserver', { type: 'create', pod });
      step.set('todo', (step.get('todo') as readonly string[]).slice(1));
      step.note({ note: 'kubectl printed', text: `pod/${pod} created`, outcome: 'created' });
    }),
});

const apiserver = (schedulers: readonly string[]): Component => ({
  name: 'apiserver',
  initial: {},
  guards: { podIsUnbound: 'a pod is bound once', neverAsked: 'nothing asks this' },
  react: (view, input, check) => reactions(view, check, (step) => serve(step, input, schedulers)),
});

function serve(step: Step, input: Input, schedulers: readonly string[]): void {
  if (input.kind !== 'message') return step.impossible();
  const pod = `pods/${field(input.message, 'pod')}`;
  if (typeOf(input.message) === 'create') {
    step.set(pod, []);
    for (const name of schedulers) step.send(name, { type: 'added', pod: field(input.message, 'pod') });
    return;
  }
  const bindings = step.get(pod) as readonly string[];
  if (step.check('podIsUnbound', bindings.length === 0)) step.set(pod, [...bindings, field(input.message, 'node')]);
}

const scheduler = (name: string, nodes: readonly string[]): Component => ({
  name,
  kind: 'scheduler',
  initial: {},
  react: (view, input, check) =>
    reactions(view, check, (step) => {
      if (input.kind !== 'message') return step.impossible();
      step.send('apiserver', { type: 'bind', pod: field(input.message, 'pod'), node: step.choose(nodes) });
    }),
});

const info = { source: 'this toy' };

const properties: readonly ClusterProperty[] = [
  {
    ...info,
    kind: 'invariant',
    name: 'no-double-binding',
    statement: 'A pod is never bound twice.',
    violation: (state) => {
      const pod = state.keys('apiserver', 'pods/').find((key) => (state.get('apiserver', key) as readonly string[]).length > 1);
      return pod && `${pod} is bound to ${(state.get('apiserver', pod) as readonly string[]).join(' and ')}`;
    },
    premise: (state) => state.keys('apiserver', 'pods/').length > 0,
  },
  {
    ...info,
    kind: 'liveness',
    fairness: 'what stays enabled happens',
    name: 'pod-is-bound',
    statement: 'Every pod is bound in the end.',
    missing: (state) => {
      const pod = state.keys('apiserver', 'pods/').find((key) => (state.get('apiserver', key) as readonly string[]).length === 0);
      return pod && `${pod} is not bound`;
    },
  },
];

function named(name: string, pods: readonly string[], rest: Partial<Scenario> = {}): NamedScenario {
  const description = `${pods.length} pods`;
  const commands = pods.map((pod) => ({ verb: 'apply' as const, object: { apiVersion: 'v1', kind: 'Pod', metadata: { name: pod } } }));
  return { name, description, scenario: scenario({ name, description, commands, nodes: 2, ...rest }) };
}

const light = setup({}).createMachine({ id: 'light', initial: 'off', states: { off: { on: { PRESS: 'on' } }, on: { on: { PRESS: 'off' } } } });

/** Manifests are JSON arrays of objects here. */
function parseManifests(text: string, file: string): ParsedManifests {
  try {
    const value: unknown = JSON.parse(text);
    const all = (Array.isArray(value) ? value : [value]) as readonly ({ readonly kind?: Json } & { readonly [field: string]: Json })[];
    const errors = all.flatMap((object) => (typeof object?.kind === 'string' && nameOf(object) !== '' ? [] : [{ message: 'is not an object with a kind and a name', file, line: 1, column: 1, path: 'kind' }]));
    return { objects: errors.length > 0 ? [] : all.map((object) => ({ object: object as unknown as KubernetesObject, file, line: 1, column: 1 })), errors };
  } catch {
    return { objects: [], errors: [{ message: 'is not JSON', file, line: 1, column: 1 }] };
  }
}

const twoSchedulers = named('two-schedulers', ['web'], { schedulers: 2 });

/** For threads. */
export const makeToyTask: MakeTask = (argument) => {
  const { scenario: given, names } = argument as unknown as { readonly scenario: Scenario; readonly names: readonly string[] };
  return taskFor(instrument(toyCluster(given), properties.filter(({ name }) => names.includes(name))));
};

const bindTwice: Mutant = { name: 'bind-twice', description: 'the API server binds a bound pod', guard: 'apiserver.podIsUnbound', forced: true, scenario: twoSchedulers.scenario, killedBy: 'no-double-binding' };

export const toy: Toolbox = {
  cluster: toyCluster,
  task: (given, names) => ({ module: import.meta.url, name: makeToyTask.name, argument: { scenario: given as unknown as Json, names } }),
  properties,
  promises: [
    { number: 'P16', promise: 'a pod is bound once', properties: ['no-double-binding'] },
    { number: 'P33', promise: 'the back-off grows', properties: [], gap: 'There is no clock.' },
  ],
  mutants: [bindTwice],
  history: [
    {
      bug: { id: 'B7', title: 'a pod is bound twice', references: ['kubernetes#1'], mechanism: 'Nobody looked whether it was bound.', scenario: twoSchedulers.scenario, guards: { 'apiserver.podIsUnbound': true }, violates: 'no-double-binding' },
      finding: { seed: 1, strategy: 'portfolio', runs: 1, foundLength: 6, isShortest: true, completionLength: 0, schedule: [] },
    },
  ],
  scenarios: [named('happy-path', ['web']), named('pod', ['web']), named('service', ['web-1', 'web-2']), twoSchedulers, named('lossy', ['web'], { faults: { requestLost: 1 } })],
  mutation: {
    pool: [{ name: 'bind-twice', scenario: twoSchedulers.scenario }],
    known: [bindTwice],
    survivors: [{ guard: 'apiserver.neverAsked', answer: true, verdict: 'gap', argument: 'Nothing asks it.' }],
    hint: () => undefined,
    seed: 1,
  },
  machines: [{ name: 'light', description: 'a lamp', machine: light }],
  parseManifests,
  validateManifests: (text, file) => parseManifests(text, file).errors,
};

function typeOf(message: Json): string {
  return field(message, 'type');
}

function field(value: Json, name: string): string {
  const found = typeof value === 'object' && value !== null ? (value as { readonly [field: string]: Json })[name] : undefined;
  return typeof found === 'string' ? found : '';
}

function nameOf(object: { readonly [field: string]: Json | undefined }): string {
  return field(object['metadata'] ?? null, 'name');
}
