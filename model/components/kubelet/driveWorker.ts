import type { Step } from '../../kernel/step.ts';
import { note } from '../notes.ts';
import { callRuntime, callStorage } from './calls.ts';
import { advanceContainer, takeObserved } from './driveContainer.ts';
import { killContainers } from './killContainers.ts';
import { knowsRuntime } from './knowsRuntime.ts';
import { podOf, statusPart, workerOf, workerPart, type Kubelet, type ObservedPod, type WorkerState } from './parts.ts';
import { claimedVolumes } from './podSpec.ts';
import { podWorker, type WorkerEvent } from './podWorker.ts';
import { report } from './statusManager.ts';
import { syncContainers } from './syncContainers.ts';

/**
 * Hands an event to a pod's worker, lets it do what there is to do, and reports what changed. A kubelet that does
 * not know yet what runs does and says nothing.
 */
export function advance(step: Step, kubelet: Kubelet, uid: string, event?: WorkerEvent): void {
  if (event !== undefined) move(step, kubelet, uid, event);
  if (!knowsRuntime(step)) return;
  drive(step, kubelet, uid);
  report(step, kubelet, uid);
}

function move(step: Step, kubelet: Kubelet, uid: string, event: WorkerEvent): void {
  const before = workerOf(step, uid);
  if (before === undefined) return;
  const next = podWorker.next(before, event, (guard, holds) => step.check(guard, holds));
  if (!next.taken) return;
  const after = next.state as WorkerState;
  step.set(workerPart(uid), after);
  for (const action of next.actions) perform(step, kubelet, uid, after, action.type, event);
}

/** Level-triggered: looks at what is, not at what happened. */
function drive(step: Step, kubelet: Kubelet, uid: string): void {
  const worker = workerOf(step, uid);
  if (worker?.value === 'running' && syncContainers(step, kubelet, uid, worker)) move(step, kubelet, uid, { type: 'COMPLETED' });
  const now = workerOf(step, uid);
  if (now?.value === 'killing' && killContainers(step, kubelet, uid)) move(step, kubelet, uid, { type: 'ALL_STOPPED' });
}

function perform(step: Step, kubelet: Kubelet, uid: string, { context }: WorkerState, action: string, event: WorkerEvent): void {
  const { pod: podKey } = context;
  switch (action) {
    case 'admit':
      return admit(step, kubelet, uid, podKey);
    case 'tellRejection':
      step.note(note('pod rejected', `${kubelet.name} rejects ${podKey}: ${context.rejection?.reason ?? ''}`, { uid, reason: context.rejection?.reason }));
      return;
    case 'mountNext':
      return mountNext(step, kubelet, uid, podKey, context.called);
    case 'runSandbox':
      return runSandbox(step, kubelet, uid, podKey, event);
    case 'stopSandbox':
      return callRuntime(step, kubelet, { call: 'StopPodSandbox', podUid: uid, podKey });
    case 'unmountNext':
      return unmountNext(step, kubelet, uid, podKey, context.calls);
    case 'forget':
      return forget(step, uid, podKey);
    default:
      return;
  }
}

/** Containers that run already go on running while the kubelet makes the rest of the pod's surroundings sure. */
function admit(step: Step, kubelet: Kubelet, uid: string, podKey: string): void {
  step.note(note('pod admitted', `${kubelet.name} takes ${podKey}`, { uid, node: kubelet.node.metadata.name }));
  step.note(note('directories created', `/var/lib/kubelet/pods/${uid}`, { uid }));
  const observed = step.get(`observed/${uid}`) as ObservedPod | undefined;
  for (const name of Object.keys(observed?.containers ?? {}).sort()) {
    if (observed?.containers[name]?.found !== 'created') advanceContainer(step, kubelet, uid, name, { type: 'START', ...takeObserved(step, uid, name) });
  }
}

function mountNext(step: Step, kubelet: Kubelet, uid: string, podKey: string, called: number): void {
  const volume = volumesOf(step, uid, podKey)[Math.floor(called / 2)];
  callStorage(step, kubelet, { call: called % 2 === 0 ? 'attach' : 'mount', volume: volume ?? '', podUid: uid, podKey });
}

function unmountNext(step: Step, kubelet: Kubelet, uid: string, podKey: string, calls: number): void {
  const volume = volumesOf(step, uid, podKey)[calls / 2 - 1];
  callStorage(step, kubelet, { call: 'unmount', volume: volume ?? '', podUid: uid, podKey });
}

/** The names stay known when the object has gone: `mounted/<uid>`. */
function volumesOf(step: Step, uid: string, podKey: string): readonly string[] {
  const part = `mounted/${uid}`;
  const known = step.get(part) as readonly string[] | undefined;
  if (known !== undefined) return known;
  const pod = podOf(step, uid, podKey);
  const volumes = pod === undefined ? [] : claimedVolumes(pod);
  step.set(part, volumes);
  return volumes;
}

function runSandbox(step: Step, kubelet: Kubelet, uid: string, podKey: string, event: WorkerEvent): void {
  if (event.type !== 'BACKED_OFF') step.note(note('volumes mounted', `the volumes of ${podKey} are mounted`, { uid }));
  const ip = (step.get(`observed/${uid}`) as ObservedPod | undefined)?.ip ?? '';
  if (ip === '') callRuntime(step, kubelet, { call: 'RunPodSandbox', podUid: uid, podKey });
  else move(step, kubelet, uid, { type: 'SANDBOX', ok: true, ip });
}

function forget(step: Step, uid: string, podKey: string): void {
  step.note(note('pod forgotten', `nothing is left of ${podKey} on the node`, { uid }));
  for (const part of [workerPart(uid), statusPart(uid), `observed/${uid}`, `mounted/${uid}`, ...step.keys(`container/${uid}/`)]) step.set(part, undefined);
}

