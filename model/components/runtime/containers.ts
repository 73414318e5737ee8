import type { Step } from '../../kernel/step.ts';
import { note } from '../notes.ts';
import { containerOf, containerPart, pendingCalls, sandboxPart, suspend, type ContainerState, type RuntimeConfig, type SandboxState } from './parts.ts';
import { criReply, type CriRequest } from './protocol.ts';

/** The exit code of a program that SIGKILL ended. */
export const killed = 137;

export function createContainer(step: Step, from: string, request: CriRequest): void {
  const { uid, container, podKey, attempt } = names(request);
  const earlier = containerOf(step, uid, container);
  if (!step.check('sandboxIsReady', (step.get(sandboxPart(uid)) as SandboxState | undefined)?.state === 'ready')) {
    return step.send(from, criReply(request, { ok: false, error: 'failed to find sandbox: not found' }));
  }
  if (!step.check('containerNameIsFree', earlier === undefined || earlier.state === 'exited' || attempt > earlier.attempt)) {
    return step.send(from, criReply(request, { ok: false, error: 'failed to reserve container name: name is reserved' }));
  }
  const duplicates = (earlier?.duplicates ?? 0) + (earlier?.state === 'running' ? 1 : 0);
  const created: ContainerState = {
    podKey,
    state: 'created',
    image: String(request.image),
    attempt,
    ...(request.exits !== undefined && { exits: request.exits }),
    ...(request.ignoresTerm && { ignoresTerm: true }),
    ...(duplicates > 0 && { duplicates }),
  };
  step.set(containerPart(uid, container), created);
  step.note(note('container created', `${container} of ${podKey} is created`, { uid, container, attempt }));
  step.send(from, criReply(request, { ok: true, attempt }));
}

/** Starting what runs already changes nothing. */
export function startContainer(step: Step, config: RuntimeConfig, from: string, request: CriRequest): void {
  const { uid, container, podKey, attempt } = names(request);
  const state = containerOf(step, uid, container);
  if (state === undefined || state.attempt !== attempt || state.state === 'exited') {
    return step.send(from, criReply(request, { ok: false, error: 'failed to start container: not found in state CREATED' }));
  }
  if (state.state === 'created') {
    step.set(containerPart(uid, container), { ...state, state: 'running' });
    step.note(note('container started', `${container} of ${podKey} runs`, { uid, container, pod: podKey, node: config.name.replace(/^runtime-/, ''), attempt }));
  }
  step.send(from, criReply(request, { ok: true, attempt }));
}

/** SIGTERM now, SIGKILL when the grace period is over; answered when the container has ended. */
export function stopContainer(step: Step, config: RuntimeConfig, from: string, request: CriRequest): void {
  const { uid, container, podKey } = names(request);
  const state = containerOf(step, uid, container);
  if (state?.state !== 'running') {
    return step.send(from, criReply(request, { ok: true, ...(state?.exitCode !== undefined && { exitCode: state.exitCode, attempt: state.attempt }) }));
  }
  suspend(step, from, request);
  if (request.gracePeriodSeconds === 0) return end(step, config, uid, container, state, killed, 'is killed at once', 'KILL');
  if (!state.stopping) {
    step.set(containerPart(uid, container), { ...state, stopping: true });
    step.note(note('container signalled', `${container} of ${podKey} gets SIGTERM`, { uid, container }));
  }
}

/** What a running container does by itself. */
export function containerActs(step: Step, config: RuntimeConfig, part: string, act: 'exit' | 'crash' | 'obey' | 'kill'): void {
  const [, uid = '', container = ''] = part.split('/');
  const state = containerOf(step, uid, container);
  if (state?.state !== 'running') return step.impossible();
  switch (act) {
    case 'exit':
      return end(step, config, uid, container, state, state.exits ?? 0, 'ends');
    case 'crash':
      if (!step.fault('containerCrash')) step.impossible();
      return end(step, config, uid, container, state, 1, 'crashes');
    case 'obey':
      return end(step, config, uid, container, state, 0, 'ends on SIGTERM');
    case 'kill':
      return end(step, config, uid, container, state, killed, 'gets SIGKILL: its grace period is over', 'KILL');
  }
}

/** Answers those who wait for its end; if nobody does, its end is an event. */
function end(step: Step, config: RuntimeConfig, uid: string, container: string, state: ContainerState, exitCode: number, how: string, signal?: 'KILL'): void {
  const { stopping: _, duplicates: __, ...rest } = state;
  step.set(containerPart(uid, container), { ...rest, state: 'exited', exitCode });
  step.note(note('container exited', `${container} of ${state.podKey} ${how}`, { uid, container, pod: state.podKey, exitCode, ...(signal !== undefined && { signal }) }));
  const isAwaited = answerStops(step, uid, container, { exitCode, attempt: state.attempt });
  if (!isAwaited) step.send(config.kubelet, { type: 'criEvent', event: 'exited', podUid: uid, podKey: state.podKey, container, attempt: state.attempt, exitCode });
}

/** @returns whether somebody waited for its end */
export function answerStops(step: Step, uid: string, container: string, result: { readonly exitCode: number; readonly attempt?: number }): boolean {
  const waiting = pendingCalls(step).filter(({ request }) => request.call === 'StopContainer' && request.podUid === uid && request.container === container);
  for (const { from, request } of waiting) {
    step.set(`call/${request.id}`, undefined);
    step.send(from, criReply(request, { ok: true, ...result }));
  }
  return waiting.length > 0;
}

function names(request: CriRequest) {
  return { uid: String(request.podUid), container: String(request.container), podKey: String(request.podKey), attempt: request.attempt ?? 0 };
}
