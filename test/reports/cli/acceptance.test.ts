import { describe, expect, test } from 'vitest';
import { scenario } from '../../../model/scenario.ts';
import { parseMutant, withMutants } from '../../../reports/cli/mutants.ts';
import type { Io } from '../../../reports/cli/io.ts';
import { podproof } from '../../../reports/cli/podproof.ts';
import { bench, type Outcome } from './support/run.ts';

const here = bench();
const { files, write } = here;

/** The command line over the whole model, as a user has it. */
function run(args: readonly string[], changes: Partial<Io> = {}): Promise<Outcome> {
  return here.run(args, changes, podproof);
}

const nginx = `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: nginx
spec:
  replicas: 2
  selector: {matchLabels: {app: nginx}}
  template:
    metadata: {labels: {app: nginx}}
    spec:
      containers:
      - name: nginx
        image: nginx:1.29
---
apiVersion: v1
kind: Node
metadata: {name: big}
status: {capacity: {cpu: "8", memory: 16Gi, pods: "110"}, allocatable: {cpu: "8", memory: 16Gi, pods: "110"}, conditions: [{type: Ready, status: "True"}]}
`;

describe('podproof over the whole model', () => {
  test('a first look: both scenarios hold, the pod’s way is drawn', async () => {
    const { code, out, err } = await run(['check', '--runs', '10']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.match(/✔ held in 10 runs/g)).toHaveLength(2);
    expect(files('podproof-out')).toEqual(['pod.mmd']);
    expect(here.read('podproof-out/pod.mmd')).toMatch(/scheduler->>apiserver: POST pods\/web\/binding node-1/);
  }, 60_000);

  test('the happy path shows every step on the way of a pod, in order', async () => {
    const { out } = await run(['diagram']);
    const text = out.replaceAll('<br/>', ' ');
    const steps = [
      /kubectl->>apiserver: POST pods\/web/, // the client asks the API server
      /kubernetes-admin is authenticated kubernetes-admin may create pods/, // authentication, authorization
      /passed mutating admission valid passed validating admission/,
      /apiserver->>etcd: txn: create pods\/default\/web/, // the write,
      /etcd-->>apiserver: committed Pod web/, // and its confirmation
      /apiserver-->>kubectl: 201 Pod web/, // the reply to the client
      /apiserver--\)scheduler: watch pods: ADDED Pod web/,
      /default\/web fits node-1, node-2/, // filtering
      /default\/web: node-1 \d+, node-2 \d+/, // scoring
      /scheduler->>apiserver: POST pods\/web\/binding node-1/,
      /apiserver->>etcd: txn: update pods\/default\/web/,
      /apiserver--\)kubelet_node_1: watch pods: MODIFIED Pod web/,
      /\/var\/lib\/kubelet\/pods\/pods-web-1 .*volumes of default\/web are mounted/, // root directories, volumes
      /kubelet_node_1->>runtime_node_1: RunPodSandbox default\/web/, // CRI
      /runtime_node_1->>cni_node_1: ADD default\/web/, // CNI
      /runtime_node_1->>registry: pull/, // image
      /kubelet_node_1->>runtime_node_1: CreateContainer default\/web\/web/,
      /kubelet_node_1->>runtime_node_1: StartContainer default\/web\/web/,
      /kubelet-node-1 reports default\/web Running and Ready/,
      /controller_manager: endpointSlice reconciles default\/web/,
      /controller_manager->>apiserver: PUT endpointslices/,
      /kube_proxy_node_1: node node-1 sends default\/web to 10\.244\.0\.2/,
    ];
    const places = steps.reduce<readonly number[]>((found, step) => {
      const from = found.at(-1) ?? 0;
      const at = text.slice(from).search(step);
      return [...found, at < 0 ? Number.NaN : from + at];
    }, []);
    expect(steps.filter((_, index) => Number.isNaN(places[index]))).toEqual([]);
  });

  test('a manifest: its nodes are the cluster’s, and kubectl says what it created', async () => {
    write('nginx.yaml', nginx);
    const { code, out } = await run(['check', '-f', 'nginx.yaml', '--runs', '10', '--seed', '1']);
    expect(code).toBe(0);
    expect(out).toMatch(/ {2}1 node, 1 scheduler, .*\n.*\n {2}kubectl: deployment\.apps\/nginx created\n✔ held in 10 runs/);
  }, 60_000);

  test('a pod that never runs is no pod that holds its promises: it is named', async () => {
    write('gated.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: { name: gated }\nspec: { schedulingGates: [{ name: example.com/wait }], containers: [{ name: web, image: web }] }\n');
    const { code, out } = await run(['check', '-f', 'gated.yaml', '--runs', '2', '--seed', '1']);
    expect(code).toBe(0);
    expect(out).toMatch(/Note: Not Ready even when nothing goes wrong,[^]*default\/gated \(SchedulingGated\)/);
  }, 60_000);

  test('a field that no object of the kind has: it has no effect, and that is said', async () => {
    write('nginx.yaml', nginx.replace('replicas: 2', 'replica: 2'));
    const { code, out } = await run(['check', '-f', 'nginx.yaml', '--runs', '2', '--seed', '1']);
    expect(code).toBe(0);
    expect(out).toMatch(/Note: Fields that the model does not know,[^]*Deployment nginx:\s+spec\.replica\s+\(did you\s+mean\s+replicas\?\)/);
  }, 60_000);

  test('a mistake in a manifest: file, line, column, field and what is wrong', async () => {
    write('nginx.yaml', nginx.replace('replicas: 2', 'replicas: two'));
    const { code, err } = await run(['check', '-f', 'nginx.yaml']);
    expect(code).toBe(2);
    expect(err).toMatch(/^podproof: nginx\.yaml:7:3: spec\.replicas: Invalid value: .*\n$/);
  });

  test('a mutant is found, and everything that is printed with it shows it again', async () => {
    const found = await run(['check', '--mutant', 'double-binding', '--seed', '1']);
    expect(found.code).toBe(1);
    expect(found.out).toMatch(/✘ violated: no-double-binding\n {2}Promised: .*\n(?: {12}.*\n)? {2}Happened: pod default\/web was bound to node-\d and is now bound to node-\d/);
    const [replay = [], again = []] = found.out.trimEnd().split('\n').slice(-2).map((line) => line.trim().split(' ').slice(2));
    const steps = stepsOf(found.out);
    expect(steps.length).toBeGreaterThan(10);
    const replayed = await run(replay);
    expect(replayed.code).toBe(1);
    expect(stepsOf(replayed.out)).toEqual(steps);
    const checkedAgain = await run(again);
    expect(checkedAgain.code).toBe(1);
    expect(stepsOf(checkedAgain.out)).toEqual(steps);
    const diagram = await run(['diagram', replay[1] ?? '']);
    expect(diagram.out).toMatch(/✘ Promised: /);
    expect(diagram.out).toMatch(/Note over .*: Replay: npx podproof replay/);
  }, 60_000);

  test('an exhaustive check finds the shortest race there is, and it replays', async () => {
    const found = await run(['check', '--mutant', 'double-binding', '--exhaustive']);
    expect(found.code).toBe(1);
    expect(found.out).toMatch(/✘ violated: no-double-binding\n/);
    expect(found.out).toMatch(/a shortest schedule: nothing shorter shows it/);
    expect(stepsOf(found.out)).toHaveLength(19);
    const replayed = await run(['replay', 'podproof-out/two-schedulers.no-double-binding.trace.json']);
    expect(replayed.code).toBe(1);
    expect(stepsOf(replayed.out)).toEqual(stepsOf(found.out));
  }, 60_000);

  test('an exhaustive check with too small a budget is inconclusive', async () => {
    const { code, out } = await run(['check', '--exhaustive', '--scenario', 'pod', '--nodes', '1', '--faults', 'none', '--max-states', '1000']);
    expect(code).toBe(3);
    expect(out).toMatch(/\? inconclusive: budget of 1,000 states reached at depth \d+, in round \d+ of the reduction\n/);
  }, 60_000);

  test('every mutant can be asked for by its name, every machine drawn, every topic listed', async () => {
    for (const { name, scenario: input, guard } of podproof.mutants) {
      const { mutants } = withMutants(scenario(input), [parseMutant(name, podproof, 'podproof')], podproof, 'podproof');
      expect(mutants).toHaveProperty([guard]);
    }
    for (const { name } of podproof.machines) expect((await run(['diagram', '--machine', name])).out).toMatch(/^stateDiagram-v2/);
    for (const topic of ['scenarios', 'components', 'guards', 'properties', 'promises', 'mutants', 'faults', 'machines']) {
      const { code, out } = await run(['list', topic, '--json']);
      expect(code).toBe(0);
      expect((JSON.parse(out) as readonly unknown[]).length).toBeGreaterThan(5);
    }
  }, 60_000);
});

/** The numbered lines, without the notes below them and the reasons behind them. */
function stepsOf(out: string): readonly string[] {
  return [...out.matchAll(/^[✘ ] +\d+ {2}(.*?)(?: {2}\(for (?:\d+|✘)\))?$/gm)].map(([, label = '']) => label);
}
