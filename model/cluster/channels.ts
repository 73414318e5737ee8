import { unordered, type Channel, type ChannelFault, type Json, type JsonObject } from '../kernel/index.ts';
import { isReply, isRequest, type ApiReply } from '../components/client/protocol.ts';
import { cniUnavailable, isCniRequest } from '../components/cni/protocol.ts';
import { csiUnavailable, isCsiRequest } from '../components/csi/protocol.ts';
import { isEtcdRequest } from '../components/etcd/protocol.ts';
import { isPullRequest, registryUnavailable } from '../components/registry/protocol.ts';
import { criUnavailable, isCriRequest } from '../components/runtime/protocol.ts';
import type { FaultName } from '../scenario.ts';

/** The answer that a client makes up for itself when none comes: it cannot tell whether it was executed. */
function noAnswer(id: string): ApiReply {
  return { type: 'reply', id, code: 0, reason: 'Timeout' };
}

/** Lost before execution: the connection breaks, the client sees no answer. */
const requestLost: ChannelFault = {
  name: 'requestLost' satisfies FaultName,
  apply: (message, from) => (isRequest(message) && message.id !== null ? { put: [], send: [{ to: from, message: noAnswer(message.id) }] } : undefined),
};

/** The client gives up; the request is executed later, and nobody waits for the reply. */
const requestTimeout: ChannelFault = {
  name: 'requestTimeout' satisfies FaultName,
  apply: (message, from) => (isRequest(message) && message.id !== null ? { put: [{ ...message, id: null }], send: [{ to: from, message: noAnswer(message.id) }] } : undefined),
};

/** Lost after execution. */
const replyLost: ChannelFault = {
  name: 'replyLost' satisfies FaultName,
  apply: (message) => (isReply(message) && message.code !== 0 ? { put: [noAnswer(message.id)] } : undefined),
};

/** The webhook does not answer within timeoutSeconds; whatever it does later reaches nobody. */
const webhookTimeout: ChannelFault = {
  name: 'webhookTimeout' satisfies FaultName,
  apply: (message, from) => (typeOf(message) === 'review' ? { put: [], send: [{ to: from, message: { type: 'reviewed', id: idOf(message), allowed: false, timedOut: true } }] } : undefined),
};

/** What whoever waits gets when the process that he asked crashes. */
function connectionError(message: Json): JsonObject | undefined {
  if (isRequest(message)) return message.id === null ? undefined : noAnswer(message.id);
  if (isCriRequest(message)) return criUnavailable(message);
  if (isCniRequest(message)) return cniUnavailable(message);
  if (isCsiRequest(message)) return csiUnavailable(message);
  if (isPullRequest(message)) return registryUnavailable(message);
  const id = idOf(message);
  if (id === null) return undefined;
  if (isEtcdRequest(message)) return { type: 'etcdTimeout', id };
  return typeOf(message) === 'review' ? { type: 'reviewed', id, allowed: false, timedOut: true } : undefined;
}

/** A crash breaks the connections to a process: questions are answered by an error, answers vanish. */
const connectionBreaks: ChannelFault = {
  name: 'connection broken',
  apply(message, from) {
    const answer = connectionError(message);
    return { put: [], send: answer === undefined ? [] : [{ to: from, message: answer }] };
  },
};

/** All connections are independent: no order between messages, and each kind of message has its faults. */
export const clusterChannel: Channel = {
  ...unordered,
  faults: [requestLost, requestTimeout, replyLost, webhookTimeout],
  onReceiverCrash: connectionBreaks,
};

function typeOf(message: Json): string {
  const type = typeof message === 'object' && message !== null && 'type' in message ? message['type'] : '';
  return typeof type === 'string' ? type : '';
}

function idOf(message: Json): string | null {
  const id = typeof message === 'object' && message !== null && 'id' in message ? message['id'] : null;
  return typeof id === 'string' ? id : null;
}
