import type { GuardTable } from '../../kernel/component.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { KubernetesObject } from '../../objects/index.ts';
import type { RangeReply } from '../etcd/protocol.ts';
import { etcdOf, watches } from './config.ts';
import type { Handling } from './handling.ts';
import { badRequest, expired, notFound } from './statusErrors.ts';

export const readGuards = {
  listIsConsistent: 'a list without resourceVersion shows everything committed before it; only one that names a version may come from the watch cache (API concepts, "Resource versions")',
  historyIsKept: 'a watch starts only at the version that was listed and where the history is complete: 410 Gone otherwise (API concepts, "410 Gone responses"; apiserver cacher/watch_cache.go)',
  fieldSelectorMatches: 'a list with a field selector holds only what it selects: kubelets see the pods of their node (Field Selectors)',
} as const satisfies GuardTable;

/** get, list and watch (apiserver pkg/storage/cacher/delegator.go). */
export function answerRead(handling: Handling): void {
  switch (handling.request.verb) {
    case 'get':
      return get(handling);
    case 'list':
      return list(handling);
    default:
      return watch(handling);
  }
}

function get(handling: Handling): void {
  const { name } = handling.request;
  if (!name) return handling.reject(badRequest('resource name may not be empty'));
  handling.next('readStore', { key: handling.keyOf(name) });
}

function list(handling: Handling): void {
  const { request, step, caches, state } = handling;
  // Whoever names another version gets one that is not older: etcd's.
  const mayLag = request.options?.resourceVersion === '0';
  if (step.check('listIsConsistent', !mayLag)) return handling.next('readStore');
  // Whoever takes any version gets an old one when the nemesis wills it (fault `staleList`), and since streaming lists never otherwise.
  if (mayLag && !step.fault('staleList')) return handling.next('readStore');
  const cached = caches.cached<KubernetesObject>(request.resource, request.namespace);
  const place = placeOf(handling);
  if (watchFollows(handling)) step.move({ log: request.resource, reader: state.client, move: 'park-at-mine', token: place });
  handling.note('served', 'listed from the watch cache');
  handling.next('served', { answer: { code: 200, items: selected(handling, cached), resourceVersion: place } });
}

/** Whether the client will watch from here on; nobody does who has given up waiting. */
function watchFollows({ request, config, state }: Handling): boolean {
  return request.id !== null && watches(config, state.client);
}

/**
 * Names the place of the watch cache in the history, for this client: by who asked. Another list moves the client's place only if an earlier
 * life of it asked, or another API server (one life has one list of a resource under way, and gives up those that get no answer), which
 * the name tells.
 */
function placeOf({ config, id }: Handling): string {
  return `${config.name}: cache, ${id}`;
}

function watch(handling: Handling): void {
  const { request, step, config, state } = handling;
  const place = step.cursor(request.resource, state.client);
  const isListed = step.place(request.resource, state.client) === request.options?.resourceVersion;
  const isKept = isListed && (place === 'open' || place === 'parked');
  if (!step.check('historyIsKept', isKept)) return handling.reject(expired());
  // Whoever is served although its place is lost starts where the history is, and misses what was between.
  if (!isKept) step.move({ log: request.resource, reader: state.client, move: 'park-at-head' });
  step.move({ log: request.resource, reader: state.client, move: 'open', via: config.name });
  handling.note('served', `watches ${request.resource}`);
  handling.next('served', { answer: { code: 200 } });
}

/** The machine's action of the state `reading`. A list that a watch will follow keeps the client's place at the head. */
export function readAnswer(handling: Handling): void {
  const { request, state, config, id } = handling;
  const prefix = `${request.resource}/${request.namespace === undefined ? '' : `${request.namespace}/`}`;
  const readers = watchFollows(handling) ? { readers: [{ log: request.resource, component: state.client }] } : {};
  handling.step.send(etcdOf(config), { type: 'range', id, ...(request.verb === 'get' ? { key: state.key } : { prefix, ...readers }) });
}

export function readAnswered(handling: Handling, reply: RangeReply): void {
  const { request } = handling;
  if (request.verb === 'list') {
    handling.note('served', 'listed from etcd');
    const { place } = reply;
    return handling.next('served', { answer: { code: 200, items: selected(handling, reply.objects), ...(place !== undefined && { resourceVersion: place }) } });
  }
  const [object] = reply.objects;
  if (object === undefined) return handling.reject(notFound(request.resource, request.name ?? ''));
  handling.note('served', 'read from etcd');
  handling.next('served', { answer: { code: 200, object } });
}

/** The field selector `spec.nodeName=`, by which a kubelet sees its own pods only. */
function selected(handling: Handling, objects: readonly JsonObject[]): readonly JsonObject[] {
  const nodeName = handling.request.options?.nodeName;
  return nodeName === undefined ? objects : objects.filter((object) => handling.step.check('fieldSelectorMatches', (object['spec'] as JsonObject | undefined)?.['nodeName'] === nodeName));
}
