import type { Json } from '../../kernel/json.ts';

/**
 * What the kubelet and the container runtime say to each other: the part of the CRI (cri-api
 * pkg/apis/runtime/v1/api.proto) that pod creation and removal use. PullImage stands for ImageStatus and,
 * when the policy asks for it, PullImage; StopPodSandbox for StopPodSandbox and the removal of what was in it.
 */
export type CriRequest = {
  readonly type: 'cri';
  readonly id: string;
  readonly call: CriCall;
  /** Absent where the call is about the whole node. */
  readonly podUid?: string;
  /** `default/web`: for people. */
  readonly podKey?: string;
  readonly container?: string;
  readonly image?: string;
  readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  /** Together with the container's name it names the container: each attempt is a new one. */
  readonly attempt?: number;
  /** The program ends by itself with this exit code; absent = it runs until it is stopped. */
  readonly exits?: number;
  readonly ignoresTerm?: boolean;
  readonly gracePeriodSeconds?: number;
};

export type CriCall =
  | 'RunPodSandbox'
  | 'PullImage'
  | 'CreateContainer'
  | 'StartContainer'
  | 'StopContainer'
  | 'StopPodSandbox'
  | 'ListPodSandbox'
  | 'ListContainers'
  | 'PodStatus';

export type CriReply = {
  readonly type: 'criReply';
  readonly id: string;
  readonly call: CriCall;
  readonly podUid?: string;
  readonly podKey?: string;
  readonly container?: string;
  readonly ok: boolean;
  readonly error?: string;
  /** Trying again would meet the same error. */
  readonly permanent?: boolean;
  readonly ip?: string;
  readonly exitCode?: number;
  readonly attempt?: number;
  readonly sandboxes?: readonly ListedSandbox[];
  readonly containers?: readonly ListedContainer[];
};

/** A container ended by itself (GetContainerEvents; the evented PLEG). */
export type CriEvent = {
  readonly type: 'criEvent';
  readonly event: 'exited';
  readonly podUid: string;
  readonly podKey: string;
  readonly container: string;
  readonly attempt: number;
  readonly exitCode: number;
};

/** One that is not ready yet, or never became ready, has no address. */
export type ListedSandbox = { readonly podUid: string; readonly podKey: string; readonly ip: string };

export type ListedContainer = {
  readonly podUid: string;
  readonly podKey: string;
  readonly container: string;
  readonly state: 'created' | 'running' | 'exited';
  readonly attempt: number;
  readonly exitCode?: number;
};

export function isCriRequest(message: Json): message is CriRequest {
  return hasType(message, 'cri');
}

export function isCriReply(message: Json): message is CriReply {
  return hasType(message, 'criReply');
}

export function isCriEvent(message: Json): message is CriEvent {
  return hasType(message, 'criEvent');
}

function hasType(message: Json, type: string): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === type;
}

/** An answer to this request: it repeats what the request was about. */
export function criReply(request: CriRequest, result: Pick<CriReply, 'ok'> & Partial<CriReply>): CriReply {
  const { id, call, podUid, podKey, container } = request;
  return { type: 'criReply', id, call, ...(podUid !== undefined && { podUid }), ...(podKey !== undefined && { podKey }), ...(container !== undefined && { container }), ...result };
}

/** What the kubelet gets when the runtime goes away: it cannot tell whether the call was executed (containerd issue 12438). */
export function criUnavailable(request: CriRequest): CriReply {
  return criReply(request, { ok: false, error: 'rpc error: code = Unavailable desc = error reading from server: EOF' });
}

/** `RunPodSandbox default/web`: for labels. */
export function describeCri(message: CriRequest | CriReply | CriEvent): string {
  if (message.type === 'criEvent') return `${message.podKey}/${message.container} exited with ${message.exitCode}`;
  const about = [message.podKey, message.container].filter((part) => part !== undefined).join('/');
  const outcome = message.type === 'cri' ? '' : message.ok ? ': ok' : `: ${message.error ?? 'failed'}`;
  return [message.call, about].filter((part) => part !== '').join(' ') + outcome;
}
