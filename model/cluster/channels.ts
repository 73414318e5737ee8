import { unordered, type Channel, type ChannelFault, type Json, type JsonObject } from '../kernel/index.ts';
import { isReply, isRequest, type ApiReply } from '../components/client/protocol.ts';
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

/** What whoever waits gets when the process that he asked crashes, by the type of his question. */
const connectionError: { readonly [type: string]: (id: string) => JsonObject } = {
  request: noAnswer,
  txn: (id) => ({ type: 'etcdTimeout', id }),
  range: (id) => ({ type: 'etcdTimeout', id }),
  review: (id) => ({ type: 'reviewed', id, allowed: false, timedOut: true }),
  cri: (id) => ({ type: 'criReply', id, ok: false, error: 'connection refused' }),
  cni: (id) => ({ type: 'cniReply', id, ok: false, error: 'connection refused' }),
  csi: (id) => ({ type: 'csiReply', id, ok: false, error: 'connection refused' }),
  pull: (id) => ({ type: 'pulled', id, ok: false, error: 'connection refused' }),
};

/** A crash breaks the connections to a process: questions are answered by an error, answers vanish. */
const connectionBreaks: ChannelFault = {
  name: 'connection broken',
  apply(message, from) {
    const answer = connectionError[typeOf(message)];
    const id = idOf(message);
    return { put: [], send: answer === undefined || id === null ? [] : [{ to: from, message: answer(id) }] };
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
