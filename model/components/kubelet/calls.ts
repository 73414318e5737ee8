import type { Step } from '../../kernel/step.ts';
import { clientParts } from '../client/client.ts';
import type { CsiReply, CsiRequest } from '../csi/protocol.ts';
import type { CriReply, CriRequest } from '../runtime/protocol.ts';
import { callPart, type CallState, type Kubelet } from './parts.ts';

/** Calls the runtime about a pod or one of its containers. At most one call about each is under way. */
export function callRuntime(step: Step, kubelet: Kubelet, request: Omit<CriRequest, 'type' | 'id'>): void {
  const { podUid = '', container = '', call } = request;
  step.set(callPart(podUid, container), { call } satisfies CallState);
  step.send(kubelet.runtime, { ...request, type: 'cri', id: callId(step, `${call}/${podUid}/${container}`) });
}

/** Calls the storage driver about a volume of a pod. */
export function callStorage(step: Step, kubelet: Kubelet, request: Omit<CsiRequest, 'type' | 'id'>): void {
  step.set(callPart(request.podUid), { call: request.call } satisfies CallState);
  step.send(kubelet.csi, { ...request, type: 'csi', id: callId(step, `${request.call}/${request.podUid}/`) });
}

/** Ids tell the kubelet's lives apart. */
function callId(step: Step, rest: string): string {
  return `${Number(step.get(clientParts.epoch) ?? 0)}.${rest}`;
}

/**
 * Forgets the call that a reply answers.
 * @returns the UID and the container it was about; undefined when an earlier life of this kubelet made the call
 */
export function takeCall(step: Step, reply: CriReply | CsiReply): { readonly uid: string; readonly container: string } | undefined {
  const [epochAndCall = '', uid = '', container = ''] = reply.id.split('/');
  const part = callPart(uid, container);
  if (epochAndCall !== callId(step, reply.call) || step.get(part) === undefined) return undefined;
  step.set(part, undefined);
  return { uid, container };
}

/** Whether calls about this pod are under way; other than StopContainer, when so asked. */
export function callsUnderWay(step: Step, uid: string, except?: 'StopContainer'): boolean {
  return step.keys(`call/${uid}/`).some((part) => (step.get(part) as CallState).call !== except);
}
