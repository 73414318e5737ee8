import type { Json } from '../../kernel/json.ts';

/** A call of a network plugin for a sandbox (CNI specification 1.0.0, "Section 4: Plugin Execution"). */
export type CniRequest = { readonly type: 'cni'; readonly id: string; readonly call: 'ADD' | 'DEL'; readonly podUid: string; readonly podKey: string };

export type CniReply = {
  readonly type: 'cniReply';
  readonly id: string;
  readonly call: 'ADD' | 'DEL';
  readonly podKey: string;
  readonly ok: boolean;
  readonly error?: string;
  readonly ip?: string;
};

export function isCniRequest(message: Json): message is CniRequest {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'cni';
}

export function isCniReply(message: Json): message is CniReply {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'cniReply';
}

/** The answer in place of one that never comes. */
export function cniUnavailable({ id, call, podKey }: CniRequest): CniReply {
  return { type: 'cniReply', id, call, podKey, ok: false, error: 'network plugin is not ready: cni plugin not initialized' };
}

export function describeCni(message: CniRequest | CniReply): string {
  const outcome = message.type === 'cni' ? '' : message.ok ? (message.ip === undefined ? ': ok' : `: ${message.ip}`) : `: ${message.error ?? 'failed'}`;
  return `${message.call} ${message.podKey}${outcome}`;
}
