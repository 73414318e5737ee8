import type { Step } from '../../kernel/step.ts';
import type { Input } from '../../kernel/component.ts';
import { isReply, type ApiReply, type ApiRequest, type NewRequest } from './protocol.ts';

/** Who talks to the API server, and to which ones it may connect. */
export interface ClientIdentity {
  readonly component: string;
  /** The user that authentication yields, such as `system:kube-scheduler`. */
  readonly user: string;
  readonly apiservers: readonly string[];
}

/** Parts of a client: `connection` (absent = its first API server), `epoch` (absent = 0), `outstanding/<tag>`. */
export const clientParts = { connection: 'connection', epoch: 'epoch', outstanding: 'outstanding/' } as const;

/**
 * Sends a request. The tag names the purpose; at most one request a tag is outstanding, which keeps
 * identifiers few, so that equal states meet.
 */
export function sendRequest(step: Step, identity: ClientIdentity, tag: string, request: NewRequest): void {
  const epoch = Number(step.get(clientParts.epoch) ?? 0);
  const full: ApiRequest = { ...request, type: 'request', id: `${epoch}.${tag}`, user: identity.user };
  step.set(`${clientParts.outstanding}${tag}`, true);
  step.send(connectedTo(step, identity), full);
}

export function connectedTo(step: Step, identity: ClientIdentity): string {
  return (step.get(clientParts.connection) as string | undefined) ?? identity.apiservers[0] ?? '';
}

/** After a broken connection: any API server may be the next one. */
export function reconnect(step: Step, identity: ClientIdentity): void {
  if (identity.apiservers.length > 1) step.set(clientParts.connection, step.choose(identity.apiservers));
}

/** The tag that a reply answers; undefined when it answers nothing of ours (an earlier life's request). */
export function takeReply(step: Step, input: Input): { readonly tag: string; readonly reply: ApiReply } | undefined {
  if (input.kind !== 'message' || !isReply(input.message)) return undefined;
  const reply = input.message;
  const dot = reply.id.indexOf('.');
  const tag = reply.id.slice(dot + 1);
  const epoch = Number(step.get(clientParts.epoch) ?? 0);
  const part = `${clientParts.outstanding}${tag}`;
  if (Number(reply.id.slice(0, dot)) !== epoch || step.get(part) === undefined) return undefined;
  step.set(part, undefined);
  return { tag, reply };
}

