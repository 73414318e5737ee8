import { describe, expect, it } from 'vitest';
import { cluster, Engine, scenario, type Action, type ScenarioInput, type State } from '../../../index.ts';

const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [{ name: 'web', image: 'web:1' }] } };

/** What became of a run: who placed pods, who leads, who holds the lease, where the pod is. */
function run(input: Partial<ScenarioInput>, choose: (enabled: readonly Action[]) => Action | undefined = (enabled) => enabled.find(({ kind }) => kind !== 'fault')) {
  const { system } = cluster(scenario({ name: 'test', commands: [{ verb: 'apply', object: pod }], timing: 'calm', ...input }));
  const engine = new Engine(system);
  const placed = new Set<string>();
  let [state] = engine.initial() as [State];
  for (let action = choose(engine.enabled(state)); action !== undefined; action = choose(engine.enabled(state))) {
    if (action.label.includes(': schedule ')) placed.add(action.component);
    state = engine.apply(state, action);
  }
  const view = engine.view(state);
  const schedulers = system.components.flatMap(({ name, kind }) => (kind === 'scheduler' ? [name] : []));
  return {
    placed: [...placed],
    leading: schedulers.filter((name) => (view.get(name, 'election') as { readonly value: string } | undefined)?.value === 'leading'),
    lease: view.get('etcd', 'leases/kube-system/kube-scheduler'),
    node: (view.get('etcd', 'pods/default/web') as { readonly spec: { readonly nodeName?: string } } | undefined)?.spec.nodeName,
  };
}

describe('several schedulers', () => {
  it('elect a leader if they are told to: it alone places pods', () => {
    const { placed, leading, lease, node } = run({ schedulers: 2, leaderElect: true });
    expect({ placed, leading, node }).toEqual({ placed: ['scheduler-a'], leading: ['scheduler-a'], node: 'node-1' });
    expect(lease).toMatchObject({ spec: { holderIdentity: 'scheduler-a' } });
  });

  it('elect nobody otherwise', () => {
    expect(run({ schedulers: 2 })).toMatchObject({ leading: [], lease: undefined, node: 'node-1' });
  });

  it('elect one anew when the leader is silent', () => {
    // It crashes before it does anything, and does not come back.
    const isOver = (action: Action): boolean => action.label === 'crash: scheduler-a';
    const { placed, leading, lease } = run({ schedulers: 2, leaderElect: true, faults: { crash: 1 }, timing: 'adversarial' }, (enabled) => enabled.find(isOver) ?? enabled.find(({ kind }) => kind !== 'fault' && kind !== 'restart'));
    expect({ placed, leading }).toEqual({ placed: ['scheduler-b'], leading: ['scheduler-b'] });
    expect(lease).toMatchObject({ spec: { holderIdentity: 'scheduler-b' } });
  });

  it('elect the first one that comes when everything starts at once', () => {
    const { placed, leading, node } = run({ schedulers: 3, leaderElect: true, start: 'cold' });
    expect(leading).toHaveLength(1);
    expect({ placed, node }).toEqual({ placed: leading, node: 'node-1' });
  });

  it('need several of them: one has nobody to compete with', () => {
    expect(run({ leaderElect: true })).toMatchObject({ placed: ['scheduler'], leading: [], lease: undefined, node: 'node-1' });
  });
});
