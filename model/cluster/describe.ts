import type { Json, JsonObject } from '../kernel/index.ts';
import { describeRequest, isReply, isRequest, type ApiReply } from '../components/client/protocol.ts';
import { describeCni, isCniReply, isCniRequest } from '../components/cni/protocol.ts';
import { describeCsi, isCsiReply, isCsiRequest } from '../components/csi/protocol.ts';
import { isEtcdReply, isEtcdRequest, type EtcdReply, type EtcdRequest } from '../components/etcd/protocol.ts';
import { describePull, isPullReply, isPullRequest } from '../components/registry/protocol.ts';
import { describeCri, isCriEvent, isCriReply, isCriRequest } from '../components/runtime/protocol.ts';

/**
 * A message or a watch entry of a cluster in a few words. Labels are made of it, so it names no revision, uid or
 * attempt: the same step has the same name in every run.
 */
export function describe(message: Json): string {
  if (isRequest(message)) return describeRequest(message);
  if (isReply(message)) return describeReply(message);
  if (isEtcdRequest(message)) return describeEtcdRequest(message);
  if (isEtcdReply(message)) return describeEtcdReply(message);
  if (isCriRequest(message) || isCriReply(message) || isCriEvent(message)) return describeCri(message);
  if (isCniRequest(message) || isCniReply(message)) return describeCni(message);
  if (isCsiRequest(message) || isCsiReply(message)) return describeCsi(message);
  if (isPullRequest(message) || isPullReply(message)) return describePull(message);
  return describeOther(message as JsonObject);
}

function describeReply({ id, code, reason, object, items }: ApiReply): string {
  // Of the purpose that the client gave its request only the beginning: the rest may hold a uid.
  const [purpose = ''] = id.slice(id.indexOf('.') + 1).split('/');
  if (code === 0) return `no answer (${purpose})`;
  const what = items !== undefined ? `${items.length} items` : object !== undefined ? describeObject(object) : '';
  return [`${code}${reason === undefined ? '' : ` ${reason}`}`, what, `(${purpose})`].filter((part) => part !== '').join(' ');
}

function describeEtcdRequest(request: EtcdRequest): string {
  if (request.type === 'range') return `read ${request.key ?? `${request.prefix ?? ''}*`}`;
  const verb = request.delete ? 'delete' : request.expect === '0' ? 'create' : 'update';
  return `txn: ${verb} ${request.key}`;
}

function describeEtcdReply(reply: EtcdReply): string {
  switch (reply.type) {
    case 'txnReply':
      return reply.succeeded ? `committed ${reply.object === undefined ? '' : describeObject(reply.object)}`.trimEnd() : 'comparison failed';
    case 'rangeReply':
      return reply.objects.length === 1 && reply.objects[0] !== undefined ? describeObject(reply.objects[0]) : `${reply.objects.length} objects`;
    case 'etcdTimeout':
      return 'no answer';
  }
}

/** `Pod web (Running, node-1)`: what tells an object's versions apart for a reader. */
export function describeObject(object: JsonObject): string {
  const { name = '', deletionTimestamp } = (object['metadata'] ?? {}) as { readonly name?: string; readonly deletionTimestamp?: string };
  const spec = (object['spec'] ?? {}) as { readonly nodeName?: string };
  const status = (object['status'] ?? {}) as { readonly phase?: string; readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
  const isPod = object['kind'] === 'Pod';
  const facts = isPod ? [status.phase, isReady(status.conditions) ? 'Ready' : undefined, spec.nodeName, deletionTimestamp && 'terminating'].filter((fact) => fact !== undefined) : [];
  return `${typeof object['kind'] === 'string' ? object['kind'] : 'object'} ${name}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}`;
}

function isReady(conditions: readonly { readonly type: string; readonly status: string }[] = []): boolean {
  return conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
}

function describeOther(message: JsonObject): string {
  const text = (key: string): string => (typeof message[key] === 'string' ? message[key] : '');
  switch (message['type']) {
    case 'ADDED':
    case 'MODIFIED':
    case 'DELETED':
      return `${text('type')} ${describeObject((message['object'] ?? {}) as JsonObject)}`;
    case 'review':
      return `review ${text('operation')} ${describeObject((message['object'] ?? {}) as JsonObject)}`;
    case 'reviewed':
      return message['timedOut'] === true ? 'no answer' : message['allowed'] === true ? `allowed${message['patch'] === undefined ? '' : ', with a patch'}` : `denied: ${text('message')}`;
    default:
      return text('type');
  }
}
