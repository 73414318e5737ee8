import type { Json } from '../../kernel/json.ts';
import type { Step } from '../../kernel/step.ts';
import { isCsiReply, type CsiReply } from '../csi/protocol.ts';
import { isCriEvent, isCriReply, type CriEvent, type CriReply } from '../runtime/protocol.ts';
import { callRuntime, takeCall } from './calls.ts';
import { restartCap, type ContainerEvent } from './container.ts';
import { advanceContainer } from './driveContainer.ts';
import { advance } from './driveWorker.ts';
import { endOrphan, foundOf, listed } from './listing.ts';
import { knowsRuntime } from './knowsRuntime.ts';
import { containerOf, workerOf, type Kubelet } from './parts.ts';
import type { WorkerEvent } from './podWorker.ts';

/** What the runtime and the storage driver say. */
export function localMessage(step: Step, kubelet: Kubelet, message: Json): void {
  if (isCsiReply(message)) storageReplied(step, kubelet, message);
  else if (isCriEvent(message)) containerExited(step, kubelet, message);
  else if (isCriReply(message)) {
    if (message.call === 'ListPodSandbox' || message.call === 'ListContainers') listed(step, kubelet, message);
    else runtimeReplied(step, kubelet, message);
  }
}

function storageReplied(step: Step, kubelet: Kubelet, reply: CsiReply): void {
  const taken = takeCall(step, reply);
  if (taken === undefined) return;
  advance(step, kubelet, taken.uid, { type: reply.call === 'unmount' ? 'UNMOUNTED' : 'VOLUME', ok: reply.ok });
}

/** An end that comes before this kubelet knows what runs waits until it does. */
function containerExited(step: Step, kubelet: Kubelet, { podUid, container, attempt, exitCode }: CriEvent): void {
  if (!knowsRuntime(step)) return step.impossible();
  const chart = containerOf(step, podUid, container);
  if (chart?.context.restarts !== Math.min(attempt, restartCap)) return;
  advanceContainer(step, kubelet, podUid, container, { type: 'EXITED', exitCode });
  advance(step, kubelet, podUid);
}

function runtimeReplied(step: Step, kubelet: Kubelet, reply: CriReply): void {
  const taken = takeCall(step, reply);
  if (taken === undefined) return late(step, kubelet, reply);
  const { uid, container } = taken;
  const ofWorker = workerEvent(reply);
  if (ofWorker === undefined) advanceContainer(step, kubelet, uid, container, containerEvent(reply, container));
  advance(step, kubelet, uid, ofWorker);
}

function workerEvent(reply: CriReply): WorkerEvent | undefined {
  if (reply.call === 'RunPodSandbox') return { type: 'SANDBOX', ok: reply.ok, ip: reply.ip ?? '' };
  return reply.call === 'StopPodSandbox' ? { type: 'TORN_DOWN', ok: reply.ok } : undefined;
}

function containerEvent(reply: CriReply, name: string): ContainerEvent {
  const { ok } = reply;
  switch (reply.call) {
    case 'PullImage':
      return { type: 'PULLED', ok, hopeless: reply.permanent ?? false };
    case 'CreateContainer':
      return { type: 'CREATED', ok };
    case 'StartContainer':
      return { type: 'STARTED', ok };
    case 'PodStatus': {
      const found = reply.containers?.find(({ container }) => container === name);
      return ok ? { type: 'FOUND', ...(found ? foundOf(found) : { found: 'nothing', exitCode: null, attempt: 0 }) } : { type: 'FAILED' };
    }
    default:
      return ok ? { type: 'EXITED', exitCode: reply.exitCode ?? 137 } : { type: 'FAILED' };
  }
}

/** An answer to an earlier life of this kubelet tells what the runtime did meanwhile. */
function late(step: Step, kubelet: Kubelet, reply: CriReply): void {
  if (!knowsRuntime(step)) return step.impossible();
  const { podUid = '', podKey = '', container = '', exitCode, attempt } = reply;
  if (reply.call === 'RunPodSandbox') {
    const worker = workerOf(step, podUid);
    if (worker === undefined) endOrphan(step, kubelet, podUid, { pod: podKey, sandbox: true, ip: reply.ip ?? '', containers: {} });
    else if (worker.value === 'finished') callRuntime(step, kubelet, { call: 'StopPodSandbox', podUid, podKey });
  }
  if (reply.ok && reply.call === 'StopContainer' && exitCode !== undefined && attempt !== undefined) {
    containerExited(step, kubelet, { type: 'criEvent', event: 'exited', podUid, podKey, container, attempt, exitCode });
  }
}
