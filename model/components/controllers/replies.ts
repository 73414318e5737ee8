import type { ApiReply } from '../client/protocol.ts';

/** The API tells it by a status cause, which our replies do not carry: the message says the same (namespace/lifecycle/admission.go). */
export function isNamespaceTerminating(reply: ApiReply): boolean {
  return reply.code === 403 && (reply.message ?? '').includes('because it is being terminated');
}
