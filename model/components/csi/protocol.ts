import type { Json } from '../../kernel/json.ts';

/**
 * What the kubelet asks of a storage driver (CSI specification): `attach` stands for ControllerPublishVolume,
 * `mount` for NodeStageVolume and NodePublishVolume, `unmount` for their opposites, `detach` included.
 */
export type CsiRequest = { readonly type: 'csi'; readonly id: string; readonly call: 'attach' | 'mount' | 'unmount'; readonly volume: string; readonly podUid: string; readonly podKey: string };

export type CsiReply = {
  readonly type: 'csiReply';
  readonly id: string;
  readonly call: CsiRequest['call'];
  readonly volume: string;
  readonly podKey: string;
  readonly ok: boolean;
  readonly error?: string;
};

export function isCsiRequest(message: Json): message is CsiRequest {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'csi';
}

export function isCsiReply(message: Json): message is CsiReply {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'csiReply';
}

/** The answer in place of one that never comes. */
export function csiUnavailable({ id, call, volume, podKey }: CsiRequest): CsiReply {
  return { type: 'csiReply', id, call, volume, podKey, ok: false, error: 'rpc error: code = Unavailable desc = transport is closing' };
}

export function describeCsi(message: CsiRequest | CsiReply): string {
  const outcome = message.type === 'csi' ? '' : message.ok ? ': ok' : `: ${message.error ?? 'failed'}`;
  return `${message.call} ${message.volume} for ${message.podKey}${outcome}`;
}
