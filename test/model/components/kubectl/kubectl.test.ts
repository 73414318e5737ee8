import { adjacencyMapToArray, getAdjacencyMap } from '@xstate/graph';
import { describe, expect, test } from 'vitest';
import { applyFlowMachine, type FlowEvent } from '../../../../model/components/kubectl/applyFlow.ts';
import type { Command } from '../../../../model/components/kubectl/command.ts';
import { kubectl } from '../../../../model/components/kubectl/kubectl.ts';
import { overlayPatch } from '../../../../model/components/kubectl/overlay.ts';
import type { JsonObject } from '../../../../model/kernel/json.ts';
import type { KubernetesObject } from '../../../../model/objects/index.ts';
import { PlayedCluster } from '../../../support/playedCluster.ts';
import { deployment } from '../controllers/support.ts';

const manifest = (replicas = 1): KubernetesObject & JsonObject => ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { replicas } }) as unknown as KubernetesObject & JsonObject;
const user = (...commands: readonly Command[]): PlayedCluster => new PlayedCluster(kubectl({ apiservers: ['apiserver'], commands }));
const printed = (cluster: PlayedCluster): unknown[] => cluster.notes.map((each) => each['text']);

test('commands are given one after the other; an object without a namespace goes to the default one', () => {
  const cluster = user({ verb: 'apply', object: manifest() }, { verb: 'apply', object: manifest() }, { verb: 'apply', object: manifest(2) });
  cluster.settle();
  expect(printed(cluster)).toEqual(['deployment.apps/web created', 'deployment.apps/web unchanged', 'deployment.apps/web configured']);
  expect(cluster.get('deployments/default/web')).toMatchObject({ metadata: { namespace: 'default' }, spec: { replicas: 2 } });
  expect(cluster.parts['todo']).toBeUndefined();
  expect(cluster.parts['result/0']).toEqual({ outcome: 'created', code: 201 });
});

test('a creation whose answer got lost is not taken for somebody else’s', () => {
  const cluster = user({ verb: 'apply', object: manifest() });
  cluster.work();
  cluster.answer();
  cluster.loseReply();
  cluster.settle({ timers: true });
  expect(printed(cluster)).toEqual(['deployment.apps/web unchanged']);
});

test('kubectl create has no such care', () => {
  const cluster = user({ verb: 'create', object: manifest() }, { verb: 'create', object: manifest() });
  cluster.work();
  cluster.loseReply();
  cluster.settle();
  expect(printed(cluster)[1]).toBe('Error from server (AlreadyExists): deployments "web" already exists');
  expect(cluster.parts['result/0']).toEqual({ outcome: 'error', code: 0, reason: 'Timeout' });
});

test('a refusal is printed and ends the command', () => {
  const cluster = user({ verb: 'apply', object: manifest() });
  cluster.work();
  cluster.answer();
  cluster.answer({ code: 403, reason: 'Forbidden', message: 'pods "web" is forbidden: exceeded quota' });
  expect(printed(cluster)).toEqual(['Error from server (Forbidden): pods "web" is forbidden: exceeded quota']);
});

test('apply gives up after five tries', () => {
  const cluster = user({ verb: 'apply', object: manifest() });
  cluster.work();
  for (let tries = 0; tries < 5; tries++) {
    cluster.answer({ code: 0, reason: 'Timeout' });
    cluster.work('again');
  }
  cluster.answer({ code: 0, reason: 'Timeout' });
  expect(cluster.parts['result/0']).toMatchObject({ outcome: 'error', code: 0 });
});

test('delete, scale and patch name what they are about', () => {
  const cluster = user({ verb: 'scale', resource: 'deployments', name: 'web', replicas: 3 }, { verb: 'patch', resource: 'deployments', name: 'web', patch: { spec: { paused: true } } }, { verb: 'delete', resource: 'deployments', name: 'web' }, { verb: 'delete', resource: 'nodes', name: 'node-1' });
  cluster.put(deployment('web', 1));
  cluster.settle();
  expect(printed(cluster)).toEqual(['deployments/web scaled', 'deployments/web patched', 'deployments/web deleted', 'Error from server (NotFound): nodes "node-1" not found']);
});

test('when kubectl dies, the user gives the command again', () => {
  const component = kubectl({ apiservers: ['apiserver'], commands: [{ verb: 'apply', object: manifest() }] });
  const cluster = new PlayedCluster(component);
  cluster.work();
  const after = component.crash?.effects?.({ get: (part) => cluster.parts[part], keys: () => [], cursor: () => 'none', place: () => undefined }).set;
  expect(after).toMatchObject({ epoch: 1, todo: { done: 0, flow: { value: 'idle' } } });
});

describe('the life of a command', () => {
  const failures: FlowEvent[] = [0, 403, 404, 409].map((code) => ({ type: 'FAILED', code, reason: '' }));
  const events: FlowEvent[] = [...(['apply', 'create', 'delete', 'scale', 'patch'] as const).map((verb) => ({ type: 'START', verb }) as const), { type: 'FOUND', differs: true }, { type: 'FOUND', differs: false }, { type: 'SUCCEEDED' }, { type: 'AGAIN' }, ...failures];
  const walk = adjacencyMapToArray(getAdjacencyMap(applyFlowMachine, { events }));

  test('every state is reached', () => {
    expect([...new Set(walk.map(({ state }) => String(state.value)))].sort()).toEqual(Object.keys(applyFlowMachine.states).sort());
  });

  test('only apply tries again, and only after a conflict or no answer', () => {
    for (const { state, event, nextState } of walk) {
      if (nextState.value !== 'waiting' || state.value === 'waiting') continue;
      expect(['reading', 'applyingNew', 'configuring']).toContain(state.value);
      expect(event.type === 'FAILED' && [0, 409].includes(event.code)).toBe(true);
    }
  });
});

describe('what apply changes', () => {
  test('nothing that the manifest does not mention', () => {
    const live = { metadata: { name: 'a', uid: 'x' }, spec: { replicas: 1, containers: [{ name: 'web', image: 'web:1', pullPolicy: 'Always' }, { name: 'injected' }] } };
    expect(overlayPatch({ metadata: { name: 'a' }, spec: { containers: [{ name: 'web', image: 'web:1' }] } }, live)).toBeUndefined();
    expect(overlayPatch({ spec: { containers: [{ name: 'web', image: 'web:2' }] } }, live)).toEqual({ spec: { containers: [{ name: 'web', image: 'web:2', pullPolicy: 'Always' }, { name: 'injected' }] } });
  });

  test('afterwards the manifest asks for nothing more', () => {
    expect(overlayPatch({ spec: { replicas: 2 } }, { spec: { replicas: 2, other: 1 } })).toBeUndefined();
    expect(overlayPatch({ spec: { list: [1, 2] } }, { spec: { list: [1] } })).toEqual({ spec: { list: [1, 2] } });
  });
});
