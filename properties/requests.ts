import type { Happening, Json, JsonObject } from '../model/kernel/index.ts';
import type { ClusterShape } from '../model/cluster/shape.ts';
import { isRequest, type ApiRequest } from '../model/components/client/protocol.ts';
import { without } from './cluster.ts';

/**
 * What a monitor remembers of requests that API servers have in hand. A request is named as those name it that
 * an API server talks to about it: `<apiserver> <life>.request/<client>/<id>`; lives are counted, because what a
 * server that has crashed asked for may still be done.
 */
export type UnderWay<Facts extends Json> = {
  readonly lives: { readonly [apiserver: string]: number };
  readonly requests: { readonly [request: string]: Facts };
};

export const noRequests: UnderWay<never> = { lives: {}, requests: {} };

/** Forgets requests that have ended, and begins to remember those of which `begin` wants to know something. */
export function followRequests<Facts extends Json>(before: UnderWay<Facts>, happening: Happening, shape: ClusterShape, begin: (request: ApiRequest) => Facts | undefined = () => undefined): UnderWay<Facts> {
  const { component } = happeningAt(happening);
  if (component === undefined || !shape.apiservers.includes(component)) return before;
  if (happening.kind === 'crash') return crashed(before, component);
  if (happening.kind !== 'reaction') return before;
  let after = before;
  const changed = Object.entries(happening.reaction.set ?? {}).filter(([part]) => part.startsWith('request/'));
  for (const [part, state] of changed) {
    const request = nameIn(before, component, part);
    if (state === undefined) after = forget(after, request);
    else if (happening.input.kind === 'message' && isRequest(happening.input.message)) {
      const facts = begin((state as { readonly request: ApiRequest }).request);
      if (facts !== undefined) after = remember(after, request, facts);
    }
  }
  return after;
}

export function remember<Facts extends Json>(underWay: UnderWay<Facts>, request: string, facts: Facts): UnderWay<Facts> {
  return { ...underWay, requests: { ...underWay.requests, [request]: facts } };
}

export function forget<Facts extends Json>(underWay: UnderWay<Facts>, request: string): UnderWay<Facts> {
  return request in underWay.requests ? { ...underWay, requests: without(underWay.requests, request) } : underWay;
}

/** The request that etcd's transaction or a webhook's answer is about. */
export function requestBehind(happening: Happening, shape: ClusterShape): string | undefined {
  if (happening.kind !== 'reaction' || happening.input.kind !== 'message') return undefined;
  const { from, message } = happening.input;
  const id = idOf(message)?.split('#')[0];
  if (id === undefined || !id.includes('.request/')) return undefined;
  if (happening.component === shape.etcd) return `${from} ${id}`;
  return shape.apiservers.includes(happening.component) ? `${happening.component} ${id}` : undefined;
}

/** The client of a request: `kubelet-node-1`. */
export function clientOf(request: string): string {
  return /\.request\/([^/]*)\//.exec(request)?.[1] ?? '';
}

/** What an API server told of a request, in one action. */
export interface RequestNote {
  readonly note: string;
  readonly apiserver: string;
  /** `<client>/<id>`, unique among the requests that an API server has in hand. */
  readonly request: string;
  readonly verb: string;
  readonly key: string | undefined;
  readonly facts: JsonObject;
}

/** The notes that API servers make of requests, in order. */
export function requestNotes(happening: Happening, shape: ClusterShape): readonly RequestNote[] {
  if (happening.kind !== 'reaction' || !shape.apiservers.includes(happening.component)) return [];
  return (happening.reaction.notes ?? []).flatMap((value) => {
    const facts = value as JsonObject & { readonly note: string; readonly request?: string; readonly verb?: string; readonly key?: string };
    if (facts.request === undefined) return [];
    return [{ note: facts.note, apiserver: happening.component, request: facts.request, verb: facts.verb ?? '', key: facts.key, facts }];
  });
}

/** The name under which a request is remembered, from its part or its note. */
export function nameIn(underWay: UnderWay<Json>, apiserver: string, part: string): string {
  return `${apiserver} ${underWay.lives[apiserver] ?? 0}.${part}`;
}

function crashed<Facts extends Json>({ lives, requests }: UnderWay<Facts>, apiserver: string): UnderWay<Facts> {
  return {
    lives: { ...lives, [apiserver]: (lives[apiserver] ?? 0) + 1 },
    requests: Object.fromEntries(Object.entries(requests).filter(([request]) => !request.startsWith(`${apiserver} `))),
  };
}

function happeningAt(happening: Happening): { readonly component?: string } {
  return 'component' in happening ? happening : {};
}

function idOf(message: Json): string | undefined {
  const id = typeof message === 'object' && message !== null && 'id' in message ? message['id'] : undefined;
  return typeof id === 'string' ? id : undefined;
}
