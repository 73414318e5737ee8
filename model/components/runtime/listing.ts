import type { Step } from '../../kernel/step.ts';
import { sandboxPart, type ContainerState, type SandboxState } from './parts.ts';
import { criReply, type CriRequest, type ListedContainer, type ListedSandbox } from './protocol.ts';

export function listPodSandbox(step: Step, from: string, request: CriRequest): void {
  step.send(from, criReply(request, { ok: true, sandboxes: sandboxes(step, '') }));
}

export function listContainers(step: Step, from: string, request: CriRequest): void {
  step.send(from, criReply(request, { ok: true, containers: containers(step, 'container/') }));
}

/** Everything about one pod. */
export function podStatus(step: Step, from: string, request: CriRequest): void {
  const uid = String(request.podUid);
  step.send(from, criReply(request, { ok: true, sandboxes: sandboxes(step, uid), containers: containers(step, `container/${uid}/`) }));
}

function sandboxes(step: Step, uid: string): readonly ListedSandbox[] {
  const parts = uid === '' ? step.keys('sandbox/') : [sandboxPart(uid)];
  return parts.flatMap((part) => {
    const state = step.get(part) as SandboxState | undefined;
    return state === undefined ? [] : [{ podUid: part.slice('sandbox/'.length), podKey: state.podKey, ip: state.ip }];
  });
}

function containers(step: Step, prefix: string): readonly ListedContainer[] {
  return step.keys(prefix).map((part) => {
    const [, podUid = '', container = ''] = part.split('/');
    const { podKey, state, attempt, exitCode } = step.get(part) as ContainerState;
    return { podUid, podKey, container, state, attempt, ...(exitCode !== undefined && { exitCode }) };
  });
}
