import type { Step } from '../../kernel/step.ts';
import type { CniReply } from '../cni/protocol.ts';
import { note } from '../notes.ts';
import { criReply, type CriRequest } from './protocol.ts';
import { answerStops, killed } from './containers.ts';
import { ownId, pendingCalls, resume, sandboxPart, suspend, type PendingCall, type RuntimeConfig, type SandboxState } from './parts.ts';

/**
 * Creates a sandbox and asks the network plugin for an address. A sandbox that is ready already is answered
 * as such: the kubelet would have found it by relisting (pleg/generic.go).
 */
export function runPodSandbox(step: Step, config: RuntimeConfig, from: string, request: CriRequest): void {
  const uid = String(request.podUid);
  const sandbox = step.get(sandboxPart(uid)) as SandboxState | undefined;
  if (sandbox?.state === 'ready') return step.send(from, criReply(request, { ok: true, ip: sandbox.ip }));
  const isReserved = pendingCalls(step).some((call) => call.request.call === 'RunPodSandbox' && call.request.podUid === uid);
  if (!step.check('sandboxNameIsFree', !isReserved)) {
    return step.send(from, criReply(request, { ok: false, error: 'failed to reserve sandbox name: name is reserved' }));
  }
  step.set(sandboxPart(uid), { podKey: String(request.podKey), state: 'notready', ip: '' } satisfies SandboxState);
  suspend(step, from, request);
  callCni(step, config, request, 'ADD');
}

/** Ends whatever still runs in the sandbox, gives its address back, and forgets it. */
export function stopPodSandbox(step: Step, config: RuntimeConfig, from: string, request: CriRequest): void {
  suspend(step, from, request);
  callCni(step, config, request, 'DEL');
}

function callCni(step: Step, config: RuntimeConfig, request: CriRequest, call: 'ADD' | 'DEL'): void {
  step.send(config.cni, { type: 'cni', id: ownId(step, request), call, podUid: String(request.podUid), podKey: String(request.podKey) });
}

export function networkReplied(step: Step, reply: CniReply): void {
  const pending = resume(step, reply.id);
  if (pending === undefined) return;
  if (!reply.ok) return step.send(pending.from, criReply(pending.request, { ok: false, error: reply.error ?? 'network plugin failed' }));
  if (reply.call === 'ADD') sandboxReady(step, pending, String(reply.ip));
  else sandboxGone(step, pending);
}

function sandboxReady(step: Step, { from, request }: PendingCall, ip: string): void {
  const uid = String(request.podUid);
  const podKey = String(request.podKey);
  step.set(sandboxPart(uid), { podKey, state: 'ready', ip } satisfies SandboxState);
  step.note(note('sandbox created', `the sandbox of ${podKey} is ready with ${ip}`, { uid, ip }));
  step.send(from, criReply(request, { ok: true, ip }));
}

function sandboxGone(step: Step, { from, request }: PendingCall): void {
  const uid = String(request.podUid);
  for (const part of step.keys(`container/${uid}/`)) {
    const container = part.slice(`container/${uid}/`.length);
    const { state } = step.get(part) as { readonly state: string };
    if (state === 'running') step.note(note('container exited', `${container} of ${request.podKey} is killed with its sandbox`, { uid, container, pod: request.podKey, exitCode: killed, signal: 'KILL' }));
    answerStops(step, uid, container, { exitCode: killed });
    step.set(part, undefined);
  }
  if ((step.get(sandboxPart(uid)) as SandboxState | undefined)?.state === 'ready') step.note(note('sandbox removed', `the sandbox of ${request.podKey} is gone`, { uid }));
  step.set(sandboxPart(uid), undefined);
  step.send(from, criReply(request, { ok: true }));
}
