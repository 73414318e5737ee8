import type { Input, Internal, View } from '../../kernel/component.ts';
import type { Json, JsonObject } from '../../kernel/json.ts';
import type { Step } from '../../kernel/step.ts';
import { keyOf, resourceOf, type KubernetesObject} from '../../objects/index.ts';
import { reconnect, sendRequest, type ClientIdentity } from './client.ts';
import { succeeded, type ApiReply, type WatchEntry } from './protocol.ts';

/**
 * A client's cache of one resource: list, then watch, and list again when the watch cannot go on
 * (client-go tools/cache/reflector.go). Parts: `informer/<resource>` ({@link InformerState}) and
 * `cache/<key>`, an object each (`cache/pods/default/web`).
 */
export type InformerState = {
  readonly phase: 'unlisted' | 'listing' | 'opening' | 'watching' | 'broken';
  /** The resourceVersion that the next list asks for: '0' = any, '' = consistent. */
  readonly listAt: string;
  /** The version of the last list, which a watch starts at; absent as long as nothing had to be listed. */
  readonly listed?: string;
};

/** A change of the cache, for event handlers. */
export interface InformerEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly resource: string;
  readonly object: KubernetesObject;
  readonly old?: KubernetesObject;
}

export interface InformerConfig {
  readonly identity: ClientIdentity;
  readonly resources: readonly string[];
  /** Only pods bound to this node. */
  readonly nodeName?: string;
}

export const informerGuards = {
  listMustBeConsistent: 'a list after an expired watch is a consistent read; only the first may take what the watch cache has (client-go reflector.go; issue 83520)',
  watchIsNotExpired: 'a watch that got 410 Gone is not tried again: the cache is listed anew (API concepts, "410 Gone responses")',
  objectIsStillListed: 'what a new list does not show any more was deleted meanwhile, and leaves the cache (client-go delta_fifo.go Replace, DeletedFinalStateUnknown; issues 55587, 56261)',
} as const;

export const initialInformer: InformerState = { phase: 'unlisted', listAt: '0' };

/**
 * Initial parts of the informers: cold (nothing listed yet), or warm: filled with what the cluster holds at
 * the beginning and watching, as in a cluster that has been up for a while.
 */
export function informerParts(config: InformerConfig, warm?: readonly KubernetesObject[]): { readonly [part: string]: Json } {
  const state: InformerState = warm === undefined ? initialInformer : { phase: 'watching', listAt: '' };
  const mine = (warm ?? []).filter((object) => config.resources.includes(resourceOf(object)) && isSelected(config, object));
  return Object.fromEntries([
    ...config.resources.map((resource) => [`informer/${resource}`, state] as const),
    ...mine.map((object) => [`cache/${keyOf(object)}`, object] as const),
  ]);
}

function isSelected(config: InformerConfig, object: KubernetesObject): boolean {
  return config.nodeName === undefined || object.kind !== 'Pod' || object.spec.nodeName === config.nodeName;
}

export function informerInternals(part: Json, key: string): readonly Internal[] {
  if (!key.startsWith('informer/')) return [];
  const resource = key.slice('informer/'.length);
  switch ((part as InformerState).phase) {
    case 'unlisted':
      return [{ label: `list ${resource}`, input: { informer: 'list', resource } }];
    case 'broken':
      return [{ label: `watch ${resource} again`, input: { informer: 'watch', resource } }];
    default:
      return [];
  }
}

/**
 * Handles whatever concerns the informers.
 * @returns the changes of the cache, or undefined when the input is not for an informer. A reply must have
 * been taken by `takeReply` before and is passed with its tag.
 */
export function informerInput(step: Step, config: InformerConfig, input: Input, taken?: { readonly tag: string; readonly reply: ApiReply }): readonly InformerEvent[] | undefined {
  switch (input.kind) {
    case 'internal':
      return internalInput(step, config, input.input);
    case 'message':
      return taken?.tag.startsWith('informer/') ? replyInput(step, config, taken.tag.slice('informer/'.length), taken.reply) : undefined;
    case 'entry':
      return config.resources.includes(input.log) ? applyEntry(step, input.log, input.entry as WatchEntry) : undefined;
    case 'broken':
      if (!config.resources.includes(input.log)) return undefined;
      watchBroke(step, input.log);
      return [];
    case 'silence':
      return undefined;
  }
}

/** Whether every cache has been filled once (WaitForCacheSync). */
export function informersSynced(view: View, resources: readonly string[]): boolean {
  return resources.every((resource) => {
    const state = view.get(`informer/${resource}`) as InformerState | undefined;
    return state !== undefined && state.phase !== 'unlisted' && state.phase !== 'listing';
  });
}

/** The cached objects of a resource, sorted by key; of one namespace if named. */
export function cached<T extends KubernetesObject>(view: View, resource: string, namespace?: string): readonly T[] {
  return view.keys(`cache/${resource}/${namespace === undefined ? '' : `${namespace}/`}`).map((key) => view.get(key) as T);
}

function internalInput(step: Step, config: InformerConfig, input: Json): readonly InformerEvent[] | undefined {
  if (typeof input !== 'object' || input === null || !('informer' in input)) return undefined;
  const { resource } = input as { readonly resource: string };
  if (input['informer'] === 'list') list(step, config, resource);
  else {
    reconnect(step, config.identity);
    watch(step, config, resource);
  }
  return [];
}

function list(step: Step, config: InformerConfig, resource: string): void {
  const { listAt } = step.get(`informer/${resource}`) as InformerState;
  setPhase(step, resource, 'listing');
  sendRequest(step, config.identity, `informer/${resource}`, {
    verb: 'list',
    resource,
    options: { resourceVersion: step.check('listMustBeConsistent', listAt === '') ? '' : '0', ...(resource === 'pods' && config.nodeName !== undefined && { nodeName: config.nodeName }) },
  });
}

function watch(step: Step, config: InformerConfig, resource: string): void {
  setPhase(step, resource, 'opening');
  const { listed } = step.get(`informer/${resource}`) as InformerState;
  sendRequest(step, config.identity, `informer/${resource}`, { verb: 'watch', resource, ...(listed !== undefined && { options: { resourceVersion: listed } }) });
}

/** A watch that was opened is answered before it breaks. To ask again before the answer has come would be to take it for the answer to the second question. */
function watchBroke(step: Step, resource: string): void {
  const { phase } = step.get(`informer/${resource}`) as InformerState;
  if (phase === 'opening') return step.impossible();
  setPhase(step, resource, 'broken');
}

function setPhase(step: Step, resource: string, phase: InformerState['phase'], listAt = ''): void {
  step.set(`informer/${resource}`, { ...(step.get(`informer/${resource}`) as InformerState), phase, listAt } satisfies InformerState);
}

function replyInput(step: Step, config: InformerConfig, resource: string, reply: ApiReply): readonly InformerEvent[] {
  const { phase, listAt } = step.get(`informer/${resource}`) as InformerState;
  if (phase === 'listing') {
    if (!succeeded(reply)) {
      setPhase(step, resource, 'unlisted', listAt);
      return [];
    }
    const events = replace(step, resource, reply.items ?? []);
    step.set(`informer/${resource}`, { phase, listAt, ...(reply.resourceVersion !== undefined && { listed: reply.resourceVersion }) } satisfies InformerState);
    watch(step, config, resource);
    return events;
  }
  if (phase !== 'opening') return [];
  if (succeeded(reply)) setPhase(step, resource, 'watching');
  else setPhase(step, resource, step.check('watchIsNotExpired', reply.code !== 410) ? 'broken' : 'unlisted');
  return [];
}

/** Replaces the cache by a list; what is missing from it was deleted meanwhile (DeletedFinalStateUnknown). */
function replace(step: Step, resource: string, items: readonly JsonObject[]): readonly InformerEvent[] {
  const events: InformerEvent[] = [];
  const listed = new Set(items.map((item) => `cache/${keyOf(item as KubernetesObject)}`));
  for (const part of step.keys(`cache/${resource}/`)) {
    if (!step.check('objectIsStillListed', listed.has(part))) events.push(...change(step, resource, 'DELETED', step.get(part) as KubernetesObject));
  }
  for (const item of items) events.push(...change(step, resource, 'MODIFIED', item as KubernetesObject));
  return events;
}

/** While a list is under way an entry waits: the list would put back what it changes. */
function applyEntry(step: Step, resource: string, entry: WatchEntry): readonly InformerEvent[] {
  const { phase } = step.get(`informer/${resource}`) as InformerState;
  if (phase === 'unlisted' || phase === 'listing') return step.impossible();
  return change(step, resource, entry.type, entry.object as KubernetesObject);
}

function change(step: Step, resource: string, type: InformerEvent['type'], object: KubernetesObject): readonly InformerEvent[] {
  const part = `cache/${keyOf(object)}`;
  const old = step.get(part) as KubernetesObject | undefined;
  if (type === 'DELETED') {
    if (old === undefined) return [];
    step.set(part, undefined);
    return [{ type, resource, object, old }];
  }
  if (old?.metadata.resourceVersion !== undefined && old.metadata.resourceVersion === object.metadata.resourceVersion) return [];
  step.set(part, object);
  return [old === undefined ? { type: 'ADDED', resource, object } : { type: 'MODIFIED', resource, object, old }];
}
