import type { Json } from '../../kernel/json.ts';

/** Pulling an image: manifest and layers in one exchange (OCI distribution specification). */
export type PullRequest = { readonly type: 'pull'; readonly id: string; readonly image: string };

export type PullReply = {
  readonly type: 'pulled';
  readonly id: string;
  readonly image: string;
  readonly ok: boolean;
  readonly error?: string;
  /** The registry does not have it, however often it is asked. */
  readonly permanent?: boolean;
};

export function isPullRequest(message: Json): message is PullRequest {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'pull';
}

export function isPullReply(message: Json): message is PullReply {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'pulled';
}

/** The answer in place of one that never comes. */
export function registryUnavailable({ id, image }: PullRequest): PullReply {
  return { type: 'pulled', id, image, ok: false, error: 'connection reset by peer' };
}

export function describePull(message: PullRequest | PullReply): string {
  if (message.type === 'pull') return `pull ${message.image}`;
  return `${message.image}: ${message.ok ? 'ok' : (message.error ?? 'failed')}`;
}
