import type { JsonObject } from '../../../kernel/json.ts';
import { chartGuards, type ChartState } from '../../../kernel/statechart.ts';
import type { Node, Pod } from '../../../objects/index.ts';
import type { InformerEvent } from '../../client/informer.ts';
import { succeeded, type NewRequest } from '../../client/protocol.ts';
import { note } from '../../notes.ts';
import type { Controller, ControllerStep, Progress, SyncResult } from '../controller.ts';
import { isReady } from '../podState.ts';
import { nodeHealth, nodeHealthGuards, type NodeHealthEvent } from './nodeHealth.ts';
import { readyStatus, rightTaints } from './taints.ts';

/**
 * Marks nodes whose kubelet is silent, taints nodes by their Ready condition, and takes their pods out of
 * readiness (pkg/controller/nodelifecycle). Keys are node names. What is known of a node's kubelet is
 * `health/<node>`, absent while it is healthy. Eviction rates and zones are left out. Several workers (UpdateWorkerSize)
 * share the nodes, so which one comes first is open.
 */
export const nodeLifecycleController: Controller = {
  name: 'nodeLifecycle',
  watches: ['nodes', 'pods'],
  anyOrder: true,
  guards: {
    ...chartGuards(nodeHealth, nodeHealthGuards),
    nodeIsReady: 'pods of a node that is not ready are marked not ready, so that they get no traffic (controller_utils.go, MarkPodsNotReady)',
  },
  onEvent,
  onSilence,
  sync: (step, key, progress) => (progress === undefined ? begin(step, key) : proceed(step, key, progress)),
};

const kubelet = 'kubelet-';

function onSilence(step: ControllerStep, of: string): readonly string[] {
  if (!of.startsWith(kubelet)) return [];
  const node = of.slice(kubelet.length);
  return step.cachedObject('nodes', undefined, node) !== undefined && next(step, node, { type: 'SILENT' }) ? [node] : [];
}

function onEvent(step: ControllerStep, { type, resource, object, old }: InformerEvent): readonly string[] {
  if (resource === 'pods') {
    // A pod may come to a node that has been lost already (podUpdated); a later change of its status is the kubelet's business.
    const { nodeName } = (object as Pod).spec;
    const isNew = type !== 'DELETED' && nodeName !== undefined && (old as Pod | undefined)?.spec.nodeName !== nodeName;
    const node = isNew && isReady(object as Pod) ? step.cachedObject<Node>('nodes', undefined, nodeName) : undefined;
    return node === undefined || isWell(step, node) ? [] : [String(nodeName)];
  }
  const name = String(object.metadata.name);
  if (type === 'DELETED') {
    step.setOwn(`health/${name}`, undefined);
    return [];
  }
  next(step, name, { type: 'SEEN', ready: readyStatus(object as Node), before: old === undefined ? '' : readyStatus(old as Node) });
  return isWell(step, object as Node) ? [] : [name];
}

/** Whether there is nothing to do about a node now; whatever changes that is an event of its own, or a silence. */
function isWell(step: ControllerStep, node: Node): boolean {
  return !isSilent(step, node.metadata.name) && rightTaints(node) === undefined && step.check('nodeIsReady', readyStatus(node) === 'True');
}

function isSilent(step: ControllerStep, node: string): boolean {
  return (step.own(`health/${node}`) as ChartState | undefined)?.value === 'silent';
}

function next(step: ControllerStep, node: string, event: NodeHealthEvent): boolean {
  const before = (step.own(`health/${node}`) as ChartState | undefined) ?? nodeHealth.initial();
  const { state, taken } = nodeHealth.next(before, event, (guard, holds) => step.check(guard, holds));
  if (taken) step.setOwn(`health/${node}`, state.value === 'healthy' ? undefined : { value: state.value, context: {} });
  return taken;
}

type Stage = 'status' | 'taints' | 'pods';

function begin(step: ControllerStep, name: string): SyncResult {
  const node = step.cachedObject<Node & JsonObject>('nodes', undefined, name);
  if (node === undefined) return { done: true };
  if (isSilent(step, name)) {
    step.note(note('node lost', `node ${name} is silent: its status becomes Unknown`, { node: name }));
    return write('status', markUnknown(node));
  }
  const taints = rightTaints(node);
  if (taints !== undefined) {
    const spec = { ...node.spec, taints: taints.length === 0 ? undefined : taints };
    return write('taints', { verb: 'update', resource: 'nodes', name, body: { ...node, spec } });
  }
  if (step.check('nodeIsReady', readyStatus(node) === 'True')) return { done: true };
  return markPods(step, name);
}

function write(tag: Stage, request: NewRequest): SyncResult {
  return { wait: { failed: false }, requests: [{ tag, request }] };
}

/** The conditions that the kubelet posts become Unknown (monitorNodeHealth, tryUpdateNodeHealth). */
function markUnknown(node: Node & JsonObject): NewRequest {
  const unknown = { type: 'Ready', status: 'Unknown', reason: 'NodeStatusUnknown', message: 'Kubelet stopped posting node status.' };
  const others = (node.status?.conditions ?? []).filter(({ type }) => type !== 'Ready');
  const body = { ...node, status: { ...node.status, conditions: [...others, unknown] } } as unknown as JsonObject;
  return { verb: 'update', resource: 'nodes', subresource: 'status', name: String(node.metadata.name), body };
}

function markPods(step: ControllerStep, node: string): SyncResult {
  const pods = step.cached<Pod & JsonObject>('pods').filter((pod) => pod.spec.nodeName === node && isReady(pod));
  if (pods.length === 0) return { done: true };
  return {
    wait: { failed: false },
    requests: pods.map((pod, index) => ({ tag: `pods/${index}`, request: { verb: 'update', resource: 'pods', subresource: 'status', namespace: String(pod.metadata.namespace), name: String(pod.metadata.name), body: notReady(pod) } })),
  };
}

function notReady(pod: Pod & JsonObject): JsonObject {
  const conditions = (pod.status?.conditions ?? []).map((condition) => (condition.type === 'Ready' ? { ...condition, status: 'False' as const } : condition));
  return { ...pod, status: { ...pod.status, conditions } };
}

/** What was written comes back as an event and with it the next piece of work; what was not is tried again. */
function proceed(step: ControllerStep, name: string, { memory, reply, unanswered }: Progress): SyncResult {
  const failed = (memory as { readonly failed: boolean }).failed || !(succeeded(reply) || reply.code === 404);
  if (unanswered > 0) return { wait: { failed } };
  return failed || (isSilent(step, name) && !succeeded(reply)) ? { retry: true } : { done: true };
}
