import type { ChartAction } from '../../kernel/statechart.ts';
import type { Step } from '../../kernel/step.ts';
import { sendRequest } from '../client/client.ts';
import { succeeded, type ApiReply, type NewRequest } from '../client/protocol.ts';
import { note } from '../notes.ts';
import { advance } from './cycle.ts';
import { requeue, report } from './failureHandler.ts';
import { assumed, cachedPod, put, type AssumedPod, type CycleState, type PodVolumes, type SchedulerConfig } from './parts.ts';
import { moveOnEvent } from './queue.ts';
import { claimsOf, isBound, volumeView } from './volumes.ts';

export const bindingCycleGuards = {
  forgetOnBindError: 'a pod whose bind failed no longer counts on its node: Unreserve and ForgetPod (schedule_one.go handleBindingCycleError; issue 26043)',
} as const;

/** The internal inputs of a binding cycle. */
export function cycleInternals(value: unknown, name: string) {
  switch (value) {
    case 'unschedulable':
      return [{ label: `handle the failure of ${name}`, input: { scheduler: 'handle failure', pod: name } }];
    case 'waitingForVolumes':
      return [
        { label: `volumes of ${name} are bound`, input: { scheduler: 'volumes bound', pod: name } },
        { label: `volumes of ${name} take too long`, input: { scheduler: 'volumes time out', pod: name }, timer: true, fault: 'volumeBindingTimeout' },
      ];
    default:
      return [];
  }
}

/** handleSchedulingFailure of a pod that fits nowhere; a failed bind takes the same way at once. */
export function handleFailure(step: Step, config: SchedulerConfig, name: string): void {
  if (advance(step, name, { type: 'HANDLE_FAILURE' }, (action, cycle) => perform(step, config, name, action, cycle)) === undefined) step.impossible();
}

export function volumesBound(step: Step, config: SchedulerConfig, name: string): void {
  const pod = assumed(step, name)?.pod;
  if (pod === undefined || !claimsOf(pod, volumeView(step)).every(isBound)) return step.impossible();
  advance(step, name, { type: 'VOLUMES_BOUND' }, (action, cycle) => perform(step, config, name, action, cycle));
}

/** Ten minutes are over (bindTimeoutSeconds); a fault, since most clusters bind or provision in time. */
export function volumesTimeOut(step: Step, config: SchedulerConfig, name: string): void {
  if (!step.fault('volumeBindingTimeout')) return step.impossible();
  advance(step, name, { type: 'VOLUMES_TIMED_OUT' }, (action, cycle) => perform(step, config, name, action, cycle));
}

/** A reply to a request of a binding cycle. @returns whether it was one. */
export function bindingReply(step: Step, config: SchedulerConfig, tag: string, reply: ApiReply): boolean {
  const slash = tag.indexOf('/');
  const [kind, name] = [tag.slice(0, slash), tag.slice(slash + 1)];
  const ok = succeeded(reply);
  const why = reply.message ?? reply.reason ?? 'no answer';
  const toldTo = (event: Parameters<typeof advance>[2]) => advance(step, name, event, (action, cycle) => perform(step, config, name, action, cycle));
  if (kind === 'bind') toldTo({ type: 'BIND_REPLIED', ok, message: `running Bind plugin "DefaultBinder": ${why}` });
  else if (kind === 'volume') toldTo({ type: 'VOLUME_REPLIED', ok, message: `running PreBind plugin "VolumeBinding": ${why}` });
  else return false;
  return true;
}

/** Carries out an action of the machine. */
export function perform(step: Step, config: SchedulerConfig, name: string, action: ChartAction, cycle: CycleState): void {
  const { uid, node } = cycle.context;
  switch (action.type) {
    case 'skip':
      step.note(note('skipped', `${name} is not scheduled: it is being deleted or its bind is under way`, { pod: name, uid }));
      return;
    case 'assume':
      return assume(step, name, cycle);
    case 'writeVolume': {
      const { writes } = step.get(`volumes/${name}`) as PodVolumes;
      const write = writes[writes.length - cycle.context.volumesLeft];
      if (write !== undefined) sendRequest(step, config.identity, `volume/${name}`, write);
      return;
    }
    case 'bind':
      return sendRequest(step, config.identity, `bind/${name}`, binding(name, uid, node ?? ''));
    case 'finishBinding':
      return finishBinding(step, name, cycle);
    case 'unreserve':
      return put(step, `volumes/${name}`, undefined);
    case 'forget':
      return forget(step, name, uid);
    case 'requeueWithBackoff':
    case 'requeueUnschedulable':
      return requeue(step, name, action.type === 'requeueWithBackoff', cycle);
    case 'report':
      return report(step, config, name, cycle);
  }
}

/** AssumePod: from here on the pod counts on the node. */
function assume(step: Step, name: string, cycle: CycleState): void {
  const pod = cachedPod(step, name);
  const { uid, node } = cycle.context;
  if (pod === undefined || node === null) return step.impossible();
  const { resourceVersion: _, ...metadata } = pod.metadata;
  const { status: __, ...rest } = pod;
  put(step, `assumed/${name}`, { uid, node, phase: 'binding', pod: { ...rest, metadata, spec: { ...pod.spec, nodeName: node } } } satisfies AssumedPod);
  step.note(note('assumed', `${name} is assumed on ${node}`, { pod: name, uid, node }));
}

function binding(name: string, uid: string, node: string): NewRequest {
  const [namespace = '', pod = ''] = name.split('/');
  return {
    verb: 'create',
    resource: 'pods',
    subresource: 'binding',
    namespace,
    name: pod,
    body: { apiVersion: 'v1', kind: 'Binding', metadata: { namespace, name: pod, uid }, target: { kind: 'Node', name: node } },
  };
}

/** FinishBinding: it stays assumed until a watch shows it bound, however long that takes. */
function finishBinding(step: Step, name: string, cycle: CycleState): void {
  const { uid, node } = cycle.context;
  put(step, `volumes/${name}`, undefined);
  step.note(note('bound', `${name} is bound to ${node}`, { pod: name, uid, node }));
  const assumption = assumed(step, name);
  if (assumption === undefined || assumption.uid !== uid) return;
  // Deleted meanwhile: nothing will ever confirm it.
  if (cachedPod(step, name)?.metadata.uid !== uid) put(step, `assumed/${name}`, undefined);
  else put(step, `assumed/${name}`, { ...assumption, phase: 'bound' });
}

function forget(step: Step, name: string, uid: string): void {
  const assumption = assumed(step, name);
  if (!step.check('forgetOnBindError', assumption?.uid === uid)) return;
  put(step, `assumed/${name}`, undefined);
  step.note(note('forgotten', `${name} no longer counts on ${assumption?.node ?? 'its node'}`, { pod: name, uid }));
  moveOnEvent(step, 'AssignedPod/Delete', name);
}
