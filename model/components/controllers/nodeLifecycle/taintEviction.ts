import { tolerates, type Node, type Pod, type Taint } from '../../../objects/index.ts';
import type { InformerEvent } from '../../client/informer.ts';
import { succeeded } from '../../client/protocol.ts';
import { note } from '../../notes.ts';
import type { Controller, ControllerStep, Progress, SyncResult } from '../controller.ts';
import { isDeleting, queueKey, splitKey } from '../podState.ts';

/**
 * Deletes pods from nodes with NoExecute taints that they do not tolerate, at once or when their
 * tolerationSeconds are over (pkg/controller/tainteviction/taint_eviction.go). Keys are pods. A pod whose time
 * runs has `timer/<pod>`: 'running', then 'over'. Pods of different nodes are judged by different workers
 * (UpdateWorkerSize), so which one comes first is open.
 */
export const taintEvictionController: Controller = {
  name: 'taintEviction',
  watches: ['nodes', 'pods'],
  anyOrder: true,
  guards: {
    podToleratesTaint: 'a pod stays as long as it tolerates every NoExecute taint of its node (taints and tolerations; taint_eviction.go, processPodOnNode)',
    tolerationIsOver: 'a pod that tolerates a taint for some time is deleted only after that time (taint_eviction.go, timed workers)',
  },
  onEvent,
  onLater: (step, key) => {
    if (step.own(`timer/${key}`) === 'running') step.setOwn(`timer/${key}`, 'over');
  },
  sync: (step, key, progress) => (progress === undefined ? judge(step, key) : deleted(step, key, progress)),
};

function onEvent(step: ControllerStep, { type, resource, object, old }: InformerEvent): readonly string[] {
  if (resource === 'pods') {
    const pod = object as Pod;
    if (type === 'DELETED' || isDeleting(pod)) cancel(step, queueKey(pod));
    else if (pod.spec.nodeName !== undefined && (old as Pod | undefined)?.spec.nodeName === undefined && mayBeEvicted(step, pod, pod.spec.nodeName)) return [queueKey(pod)];
    return [];
  }
  const [now, before] = [noExecute(object as Node), old === undefined ? [] : noExecute(old as Node)];
  if (now.length === 0 && before.length === 0) return [];
  return step.cached<Pod>('pods').filter((pod) => pod.spec.nodeName === object.metadata.name).map(queueKey);
}

/** A pod of a node without taints is let be (handlePodUpdate): when the node gets some, its own event names its pods. */
function mayBeEvicted(step: ControllerStep, pod: Pod, nodeName: string): boolean {
  return taintsOf(step, nodeName).length > 0 || step.own(`timer/${queueKey(pod)}`) !== undefined;
}

function judge(step: ControllerStep, key: string): SyncResult {
  const { namespace, name } = splitKey(key);
  const pod = step.cachedObject<Pod>('pods', namespace, name);
  const taints = pod?.spec.nodeName === undefined ? [] : taintsOf(step, pod.spec.nodeName);
  if (pod === undefined || isDeleting(pod) || taints.length === 0) return cancel(step, key);
  const tolerations = pod.spec.tolerations ?? [];
  const used = taints.map((taint) => tolerations.filter((toleration) => tolerates(toleration, taint)));
  if (!step.check('podToleratesTaint', used.every((ofTaint) => ofTaint.length > 0))) return evict(step, key, pod, taints);
  // The shortest time counts; no time at all means for ever (getMinTolerationTime).
  const times = used.flat().flatMap(({ tolerationSeconds }) => (tolerationSeconds == null ? [] : [tolerationSeconds]));
  if (times.length === 0) return cancel(step, key);
  if (step.check('tolerationIsOver', Math.min(...times) <= 0 || step.own(`timer/${key}`) === 'over')) return evict(step, key, pod, taints);
  step.setOwn(`timer/${key}`, 'running');
  return { later: true };
}

/**
 * As the real one does, it deletes by name what its caches show: the pod's event may have overtaken the node's
 * (issues 119862, 140198).
 */
function evict(step: ControllerStep, key: string, pod: Pod, taints: readonly Taint[]): SyncResult {
  const { namespace, name } = splitKey(key);
  const facts = { pod: key, node: String(pod.spec.nodeName), taints, tolerations: pod.spec.tolerations ?? [], isOver: step.own(`timer/${key}`) === 'over' };
  step.note(note('evicting', `pod ${key} is deleted from node ${String(pod.spec.nodeName)} because of its taints`, facts));
  return { wait: null, requests: [{ tag: 'delete', request: { verb: 'delete', resource: 'pods', namespace, name } }] };
}

function deleted(step: ControllerStep, key: string, { reply }: Progress): SyncResult {
  return succeeded(reply) || reply.code === 404 ? cancel(step, key) : { retry: true };
}

function cancel(step: ControllerStep, key: string): SyncResult {
  if (step.own(`timer/${key}`) !== undefined) step.setOwn(`timer/${key}`, undefined);
  return { done: true };
}

/** Those that evict, of a node as the cache shows it. */
function taintsOf(step: ControllerStep, nodeName: string): readonly Taint[] {
  const node = step.cachedObject<Node>('nodes', undefined, nodeName);
  return node === undefined ? [] : noExecute(node);
}

function noExecute(node: Node): readonly Taint[] {
  return (node.spec?.taints ?? []).filter(({ effect }) => effect === 'NoExecute');
}
