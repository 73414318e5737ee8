import type { Json, JsonObject } from '../../kernel/json.ts';

/**
 * What a client and the API server say to each other: an HTTP request of the Kubernetes API, without its
 * encoding (see the API concepts page of the Kubernetes documentation).
 */
export type ApiRequest = {
  readonly type: 'request';
  /** Chosen by the client, unique among its requests under way; null = the client no longer waits. */
  readonly id: string | null;
  readonly user: string;
  readonly verb: Verb;
  /** Plural, as in the URL: `pods`. */
  readonly resource: string;
  readonly subresource?: 'binding' | 'status';
  readonly namespace?: string;
  readonly name?: string;
  /** The object; of a patch, the patch. */
  readonly body?: JsonObject;
  /** How a patch is meant: a JSON merge patch (RFC 7386) unless it is strategic, which merges some lists item by item. */
  readonly patchType?: 'merge' | 'strategic';
  readonly options?: RequestOptions;
};

export type Verb = 'create' | 'get' | 'list' | 'watch' | 'update' | 'patch' | 'delete';

export type RequestOptions = {
  /** list: `''` = consistent read, `'0'` = whatever the watch cache has; watch: start at the place that was listed. */
  readonly resourceVersion?: string;
  /** list, watch: only pods bound to this node (`spec.nodeName=`). */
  readonly nodeName?: string;
  readonly dryRun?: boolean;
  readonly gracePeriodSeconds?: number;
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
};

export type ApiReply = {
  readonly type: 'reply';
  readonly id: string;
  /** HTTP status; 0 = no answer came (the connection broke, or it took too long): it may have been executed. */
  readonly code: number;
  /** Kubernetes' reason of a failure: `AlreadyExists`, `Conflict`, `NotFound`, `Forbidden`, `Invalid`, `Expired`... */
  readonly reason?: string;
  readonly message?: string;
  readonly object?: JsonObject;
  readonly items?: readonly JsonObject[];
  /** Of a list that a watch may follow: names the place in the history that it is of. Only good for being compared with itself. */
  readonly resourceVersion?: string;
};

/** An entry of a resource's history, as a watch delivers it. */
export type WatchEntry = {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: JsonObject;
};

/** The request as the client writes it; the client library adds what identifies it. */
export type NewRequest = Omit<ApiRequest, 'type' | 'id' | 'user'>;

export function isReply(message: Json): message is ApiReply {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'reply';
}

export function isRequest(message: Json): message is ApiRequest {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'request';
}

export function succeeded(reply: ApiReply): boolean {
  return reply.code >= 200 && reply.code < 300;
}

/** No answer came: whether the request was executed is unknown. */
export function isAmbiguous(reply: ApiReply): boolean {
  return reply.code === 0;
}

/** `POST pods/web/binding`: what the request looks like in a label or a diagram. */
export function describeRequest(request: NewRequest): string {
  const httpVerb = { create: 'POST', get: 'GET', list: 'LIST', watch: 'WATCH', update: 'PUT', patch: 'PATCH', delete: 'DELETE' }[request.verb];
  const body = request.body as { readonly metadata?: { readonly name?: string; readonly generateName?: string }; readonly target?: { readonly name?: string } } | undefined;
  const name = request.name ?? body?.metadata?.name ?? (body?.metadata?.generateName ? `${body.metadata.generateName}*` : undefined);
  const path = [request.resource, name, request.subresource].filter((part) => part !== undefined).join('/');
  return [httpVerb, path, body?.target?.name].filter((part) => part !== undefined).join(' ');
}
