import type { Internal } from '../../kernel/component.ts';
import type { Step } from '../../kernel/step.ts';
import { clientParts } from '../client/client.ts';
import type { CriReply, ListedContainer } from '../runtime/protocol.ts';
import { cachesAreFilled } from './admission.ts';
import { container } from './container.ts';
import { advance } from './driveWorker.ts';
import { containerPart, podOf, workerOf, workerPart, type Kubelet, type ObservedPod, type RuntimeKnowledge } from './parts.ts';
import { podWorker } from './podWorker.ts';

/**
 * A kubelet that starts asks what the runtime has before it acts: containers run on while it is away
 * (kubelet.go, HandlePodCleanups; pleg/generic.go GetPods asks for the sandboxes, then for the containers).
 */
export function listingInternals(part: RuntimeKnowledge): readonly Internal[] {
  return part.phase === 'unlisted' ? [{ label: 'ask what the runtime has', input: { work: 'list' } }] : [];
}

export function listWhenSynced(step: Step, kubelet: Kubelet): void {
  if (!cachesAreFilled(step)) return step.impossible();
  list(step, kubelet, 'ListPodSandbox');
}

function list(step: Step, kubelet: Kubelet, call: 'ListPodSandbox' | 'ListContainers'): void {
  setPhase(step, call === 'ListPodSandbox' ? 'listing sandboxes' : 'listing containers');
  step.send(kubelet.runtime, { type: 'cri', id: `${Number(step.get(clientParts.epoch) ?? 0)}.${call}`, call });
}

export function listed(step: Step, kubelet: Kubelet, reply: CriReply): void {
  const { phase } = step.get('runtime') as RuntimeKnowledge;
  if (reply.id !== `${Number(step.get(clientParts.epoch) ?? 0)}.${reply.call}`) return;
  if (!reply.ok) return setPhase(step, 'unlisted');
  for (const { podUid, podKey, ip } of reply.sandboxes ?? []) observe(step, podUid, (pod) => ({ ...pod, pod: podKey, sandbox: true, ip }));
  for (const one of reply.containers ?? []) observe(step, one.podUid, (pod) => ({ ...pod, pod: one.podKey, containers: { ...pod.containers, [one.container]: foundOf(one) } }));
  if (phase === 'listing sandboxes') list(step, kubelet, 'ListContainers');
  else takeStock(step, kubelet);
}

export function foundOf({ state, exitCode, attempt }: ListedContainer) {
  return { found: state, exitCode: exitCode ?? null, attempt };
}

function observe(step: Step, uid: string, change: (pod: ObservedPod) => ObservedPod): void {
  step.set(`observed/${uid}`, change((step.get(`observed/${uid}`) as ObservedPod | undefined) ?? { pod: '', sandbox: false, ip: '', containers: {} }));
}

function setPhase(step: Step, phase: RuntimeKnowledge['phase']): void {
  step.set('runtime', { phase } satisfies RuntimeKnowledge);
}

/** Pods that run although the API server does not have them any more are ended. */
function takeStock(step: Step, kubelet: Kubelet): void {
  setPhase(step, 'known');
  for (const part of step.keys('observed/')) {
    const uid = part.slice('observed/'.length);
    const observed = step.get(part) as ObservedPod;
    const worker = workerOf(step, uid);
    if (worker !== undefined) step.set(workerPart(uid), { ...worker, context: { ...worker.context, ip: observed.ip, sandbox: observed.sandbox || worker.context.sandbox } });
    else if (podOf(step, uid, observed.pod) === undefined) endOrphan(step, kubelet, uid, observed);
  }
  for (const part of step.keys('worker/')) advance(step, kubelet, part.slice('worker/'.length));
}

/** A sandbox and containers that nobody wants (any more). */
export function endOrphan(step: Step, kubelet: Kubelet, uid: string, observed: ObservedPod): void {
  step.set(`observed/${uid}`, observed);
  step.set(workerPart(uid), podWorker.initial({ pod: observed.pod, sandbox: observed.sandbox, ip: observed.ip }));
  for (const name of Object.keys(observed.containers).sort()) {
    const input = { pod: observed.pod, name, kind: 'app', policy: 'Never', deterministic: false, probes: { startup: false, readiness: false, liveness: false } };
    step.set(containerPart(uid, name), container.initial(input));
  }
  advance(step, kubelet, uid, { type: 'STOP', gone: true });
}
