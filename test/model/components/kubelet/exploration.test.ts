import { expect, test } from 'vitest';
import { breadthFirst } from '../../../../generators/search/search.ts';
import { clusterChannel } from '../../../../model/cluster/channels.ts';
import { cni } from '../../../../model/components/cni/cni.ts';
import { strategicMerge } from '../../../../model/components/apiserver/strategicMerge.ts';
import { isRequest } from '../../../../model/components/client/protocol.ts';
import { csi } from '../../../../model/components/csi/csi.ts';
import { kubelet } from '../../../../model/components/kubelet/kubelet.ts';
import { registry } from '../../../../model/components/registry/registry.ts';
import { runtime } from '../../../../model/components/runtime/runtime.ts';
import { canonicalText } from '../../../../model/kernel/canonical.ts';
import { Engine } from '../../../../model/kernel/engine.ts';
import type { Component } from '../../../../model/kernel/component.ts';
import type { Json, JsonObject } from '../../../../model/kernel/json.ts';
import { reactions } from '../../../../model/kernel/step.ts';
import type { FaultBudget, StateView } from '../../../../model/kernel/system.ts';
import { keyOf, type Pod } from '../../../../model/objects/index.ts';
import { boundPod, node } from './nodeBench.ts';

/** As much of an API server as a kubelet needs: it stores pods, patches and removes them, and lets them be watched. */
function store(pods: readonly Pod[]): Component {
  return {
    name: 'apiserver',
    initial: { revision: 1, ...Object.fromEntries(pods.map((pod) => [keyOf(pod), pod as Json])) },
    internals: (part, key) => (key.startsWith('pods/') && (part as Pod).metadata.deletionTimestamp === undefined ? [{ label: 'delete', input: { key } }] : []),
    react: (view, input, check) =>
      reactions(view, check, (step) => {
        const save = (pod: Pod): Pod => {
          const before = step.get(keyOf(pod)) as Pod;
          if (canonicalText(pod, 'pod') === canonicalText(before, 'pod')) return before;
          const revision = Number(step.get('revision')) + 1;
          const object = { ...pod, metadata: { ...pod.metadata, resourceVersion: String(revision) } };
          step.set('revision', revision);
          step.set(keyOf(pod), object);
          step.append('pods', { type: 'MODIFIED', object });
          return object;
        };
        if (input.kind === 'internal') {
          if (!step.fault('userDeletes')) return step.impossible();
          const pod = step.get((input.input as { readonly key: string }).key) as Pod;
          save({ ...pod, metadata: { ...pod.metadata, deletionTimestamp: '1970-01-01T00:00:00Z', deletionGracePeriodSeconds: 30 } });
          return;
        }
        if (input.kind !== 'message' || !isRequest(input.message)) return;
        const { id, verb, resource, namespace, name, body } = input.message;
        const answer = (reply: JsonObject): void => {
          if (id !== null) step.send(input.from, { type: 'reply', id, ...reply });
        };
        if (verb === 'list') {
          step.move({ log: resource, reader: input.from, move: 'park-at-head' });
          return answer({ code: 200, items: resource === 'pods' ? step.keys('pods/').map((key) => step.get(key) ?? null) : [node] });
        }
        if (verb === 'watch') {
          step.move({ log: resource, reader: input.from, move: 'open' });
          return answer({ code: 200 });
        }
        const pod = step.get(`pods/${namespace}/${name}`) as Pod | undefined;
        if (pod === undefined) return answer({ code: 404, reason: 'NotFound' });
        if (verb === 'delete') {
          step.set(keyOf(pod), undefined);
          step.append('pods', { type: 'DELETED', object: pod });
          return answer({ code: 200 });
        }
        answer({ code: 200, object: save(strategicMerge(pod, body ?? {}) as Pod) });
      }),
  };
}

const everything = ['kubelet-node-1', 'runtime-node-1', 'cni-node-1', 'csi-node-1', 'registry'];

/** A node; only `crashing` may crash. */
function nodeEngine(pods: readonly Pod[], faults: FaultBudget, crashing: readonly string[]): Engine {
  return new Engine({
    components: [
      store(pods),
      kubelet({ node, apiservers: ['apiserver'], runtime: 'runtime-node-1', csi: 'csi-node-1', warm: [node, ...pods] }),
      runtime({ name: 'runtime-node-1', cni: 'cni-node-1', registry: 'registry', kubelet: 'kubelet-node-1' }),
      cni({ name: 'cni-node-1', nodeIndex: 0 }),
      csi({ name: 'csi-node-1' }),
      registry(),
    ].map(({ crash, ...component }): Component => ({ ...component, ...(crashing.includes(component.name) && crash && { crash }) })),
    logs: ['pods', 'nodes'].map((name) => ({ name, openReaders: [{ reader: 'kubelet-node-1' }] })),
    faults,
    channel: () => clusterChannel,
    timing: 'adversarial',
  });
}

/** Visits every state that can be reached, looks at each, and collects those in which nothing but faults can happen. */
function explore(pods: readonly Pod[], faults: FaultBudget, look: (view: StateView) => void, crashing = '') {
  const engine = nodeEngine(pods, faults, [crashing]);
  const looked = engine.function((view) => look(view));
  const ends: StateView[] = [];
  const { states, exhausted } = breadthFirst(engine, {
    maximumStates: 400_000,
    find: (state) => {
      looked(state);
      return undefined;
    },
    findAtEnd: (state) => void ends.push(engine.view(state)),
  });
  expect(exhausted).toBe(true);
  return { states, ends };
}

const stored = (view: StateView): Pod | undefined => view.get('apiserver', 'pods/default/web') as Pod | undefined;
const inRuntime = (view: StateView) => view.get('runtime-node-1', 'container/web-uid/app') as { readonly state: string; readonly duplicates?: number } | undefined;

/** In no state two containers for one spec, nor a terminal phase or a missing object while one runs. */
function safe(view: StateView): void {
  const container = inRuntime(view);
  if (container?.duplicates !== undefined) throw new Error('two containers for one spec');
  const phase = stored(view)?.status?.phase;
  if (container?.state === 'running' && (stored(view) === undefined || phase === 'Failed' || phase === 'Succeeded')) throw new Error(`a container runs, and the API says ${phase ?? 'there is no pod'}`);
}

test('every interleaving without faults ends with a running pod', () => {
  const { states, ends } = explore([boundPod()], {}, safe);
  expect(states).toBeGreaterThan(10);
  expect(new Set(ends.map((view) => stored(view)?.status?.phase))).toEqual(new Set(['Running']));
});

test.each(['kubelet-node-1', 'runtime-node-1', 'cni-node-1', 'registry'])('with a crash of %s, every interleaving still ends with a running pod', (crashing) => {
  const { ends } = explore([boundPod()], { crash: 1 }, safe, crashing);
  expect(new Set(ends.map((view) => stored(view)?.status?.phase))).toEqual(new Set(['Running']));
  expect(new Set(ends.map((view) => inRuntime(view)?.state))).toEqual(new Set(['running']));
});

test('with a deletion at any moment, the pod runs or is gone without a trace', () => {
  const { ends } = explore([boundPod()], { userDeletes: 1 }, safe);
  for (const view of ends) {
    const isGone = stored(view) === undefined;
    expect(inRuntime(view) === undefined).toBe(isGone);
    expect(view.keys('cni-node-1', 'ip/').length).toBe(isGone ? 0 : 1);
  }
});

const probes = { readinessProbe: {}, livenessProbe: {}, startupProbe: {} };
const probed = boundPod({ spec: { containers: [{ name: 'app', image: 'nginx:1', imagePullPolicy: 'IfNotPresent', ...probes }] } });

test.each(['containerCrash', 'imagePullFailure', 'probeFailure'])('with one %s, every interleaving still ends with a Ready pod', (fault) => {
  const { ends } = explore([probed], { [fault]: 1 }, safe);
  for (const view of ends) expect(stored(view)?.status?.conditions?.find(({ type }) => type === 'Ready')?.status).toBe('True');
});

test('with many faults at once, random runs end with a running pod or with nothing left', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const engine = nodeEngine([probed], { crash: 3, requestLost: 1, replyLost: 1, requestTimeout: 1, userDeletes: 1, containerCrash: 2, imagePullFailure: 1, probeFailure: 1 }, everything);
    let [state] = engine.initial();
    let random = seed;
    for (let steps = 0; state !== undefined; steps++) {
      if (steps > 5000) throw new Error(`run ${seed} does not come to rest`);
      const view = engine.view(state);
      safe(view);
      const actions = engine.enabled(state);
      const work = actions.filter(({ kind }) => kind !== 'fault');
      random = (random * 48271) % 2147483647;
      const choices = random % 8 === 0 || work.length === 0 ? actions : work;
      const action = choices[(random >> 4) % Math.max(1, choices.length)];
      if (action === undefined) break;
      state = engine.apply(state, action);
    }
    if (state === undefined) throw new Error('no state');
    const end = engine.view(state);
    expect({ seed, gone: stored(end) === undefined, runs: inRuntime(end)?.state === 'running' }).toEqual({ seed, gone: inRuntime(end) === undefined, runs: stored(end) !== undefined });
  }
});
