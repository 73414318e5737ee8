import type { GuardTable, Input, Internal, Parts, View } from '../../kernel/component.ts';
import type { Json } from '../../kernel/json.ts';
import type { Step } from '../../kernel/step.ts';
import { keyFor, keyOf, resourceOf, type KubernetesObject } from '../../objects/index.ts';
import type { WatchEntry } from '../client/protocol.ts';
import type { RangeReply } from '../etcd/protocol.ts';
import { quotaCached, type Caches } from './admission/index.ts';

/**
 * The watch cache of a resource (apiserver pkg/storage/cacher): lists and watches etcd, and serves the watches
 * and the inexact lists of clients; admission and authorization read it, too. Parts: `watchcache/<resource>`
 * ({@link CachePhase}) and `cache/<key>`, an object each.
 *
 * A process that starts fills all its caches with one read (part `start`). Really each is listed for itself; but
 * no request is served before all have been, and by then each has moved on for itself, so that nothing is lost
 * but a great many interleavings.
 */
export type CachePhase = 'cold' | 'unlisted' | 'listing' | 'watching' | 'broken';

export const cacheGuards = {
  cacheMissedNothing: 'a watch cache whose place in the history is gone lists anew; watching on with what it has would miss what was between (apiserver cacher, reflector; issue 123072)',
} as const satisfies GuardTable;

const phasePrefix = 'watchcache/';
const startPart = 'start';

export function warmCache(resources: readonly string[], objects: readonly KubernetesObject[]): Parts {
  const mine = objects.filter((object) => resources.includes(resourceOf(object)));
  return Object.fromEntries([...resources.map((resource) => [phasePrefix + resource, 'watching'] as const), ...mine.map((object) => [`cache/${keyOf(object)}`, object] as const)]);
}

export function coldCache(resources: readonly string[]): Parts {
  return { [startPart]: 'unlisted', ...Object.fromEntries(resources.map((resource) => [phasePrefix + resource, 'cold'] as const)) };
}

export function cacheInternals(part: Json, key: string): readonly Internal[] {
  if (key === startPart) return part === 'unlisted' ? [{ label: 'fill the watch caches', input: { cache: 'start', resource: '' } }] : [];
  if (!key.startsWith(phasePrefix)) return [];
  const resource = key.slice(phasePrefix.length);
  if (part === 'unlisted') return [{ label: `list ${resource}`, input: { cache: 'list', resource } }];
  return part === 'broken' ? [{ label: `watch ${resource} again`, input: { cache: 'watch', resource } }] : [];
}

/** Requests wait until every cache has been filled (the poststarthook checks of /readyz). */
export function cachesAreReady(view: View, resources: readonly string[]): boolean {
  return resources.every((resource) => phaseOf(view, resource) === 'watching' || phaseOf(view, resource) === 'broken');
}

function phaseOf(view: View, resource: string): Json | undefined {
  return view.get(phasePrefix + resource);
}

export function cachesOf(view: View): Caches {
  return {
    cached: <T extends KubernetesObject>(resource: string, namespace?: string): readonly T[] =>
      view.keys(`cache/${resource}/${namespace === undefined ? '' : `${namespace}/`}`).map((part) => view.get(part) as T),
    cachedObject: <T extends KubernetesObject>(resource: string, namespace: string | undefined, name: string): T | undefined =>
      view.get(`cache/${keyFor(resource, namespace, name)}`) as T | undefined,
  };
}

/** @returns whether the input was for the caches */
export function cacheInput(step: Step, { name, etcd, resources }: CacheOwner, input: Input): boolean {
  switch (input.kind) {
    case 'entry':
      applyEntry(step, input.entry as WatchEntry);
      return true;
    case 'broken':
      step.set(phasePrefix + input.log, 'broken' satisfies CachePhase);
      return true;
    case 'internal': {
      const { cache, resource } = input.input as { readonly cache?: 'start' | 'list' | 'watch'; readonly resource: string };
      if (cache === 'start') list(step, name, etcd, startPart, '', resources);
      else if (cache === 'list') list(step, name, etcd, phasePrefix + resource, `${resource}/`, [resource]);
      else if (cache === 'watch') watchAgain(step, name, resource);
      return cache !== undefined;
    }
    default:
      return false;
  }
}

/** The API server that the caches are of. */
export interface CacheOwner {
  readonly name: string;
  readonly etcd: string;
  readonly resources: readonly string[];
}

function applyEntry(step: Step, { type, object }: WatchEntry): void {
  const isDeleted = type === 'DELETED';
  step.set(`cache/${keyOf(object as KubernetesObject)}`, isDeleted ? undefined : object);
  if (resourceOf(object as KubernetesObject) === 'resourcequotas') quotaCached(step, object as KubernetesObject, isDeleted);
}

/** Reads all of it from etcd, and keeps the places in the histories from which to watch. */
function list(step: Step, self: string, etcd: string, part: string, prefix: string, logs: readonly string[]): void {
  step.set(part, 'listing' satisfies CachePhase);
  step.send(etcd, { type: 'range', id: `${lifeOf(step)}.${part}`, prefix, readers: logs.map((log) => ({ log, component: self })) });
}

function watchAgain(step: Step, self: string, resource: string): void {
  const isKept = step.cursor(resource) !== 'expired' && step.cursor(resource) !== 'none';
  const goesOn = step.check('cacheMissedNothing', isKept);
  // Whoever goes on although its place is lost starts where the history is.
  if (goesOn && !isKept) step.move({ log: resource, reader: self, move: 'park-at-head' });
  if (goesOn) step.move({ log: resource, reader: self, move: 'open' });
  step.set(phasePrefix + resource, (goesOn ? 'watching' : 'unlisted') satisfies CachePhase);
}

/** Etcd's answer to a list; no answer = list again. @returns whether the answer was for the caches */
export function cacheListed(step: Step, { name, resources }: CacheOwner, about: string, reply: RangeReply | undefined): boolean {
  if (about !== startPart && !about.startsWith(phasePrefix)) return false;
  if (step.get(about) !== 'listing') return true;
  if (reply === undefined) {
    step.set(about, 'unlisted' satisfies CachePhase);
    return true;
  }
  const filled = about === startPart ? resources : [about.slice(phasePrefix.length)];
  // A read of an earlier life came later than ours, and moved our places: what they missed is not in our answer.
  if (filled.some((resource) => step.place(resource) !== undefined && step.place(resource) !== reply.place)) {
    step.set(about, 'unlisted' satisfies CachePhase);
    return true;
  }
  if (about === startPart) step.set(startPart, undefined);
  for (const resource of filled) fill(step, name, resource, reply);
  return true;
}

function fill(step: Step, self: string, resource: string, { objects }: RangeReply): void {
  for (const part of step.keys(`cache/${resource}/`)) step.set(part, undefined);
  for (const object of objects as readonly KubernetesObject[]) if (resourceOf(object) === resource) step.set(`cache/${keyOf(object)}`, object);
  // The place may have been compacted away since the list was answered: then it is listed anew, as after 410 Gone.
  watchAgain(step, self, resource);
}

/** Counts the lives of the process, so that answers to an earlier one are not taken for ours; survives a crash. */
export const lifePart = 'epoch';

export function lifeOf(view: View): number {
  return Number(view.get(lifePart) ?? 0);
}
