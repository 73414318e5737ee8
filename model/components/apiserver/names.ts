import type { Step } from '../../kernel/step.ts';
import { metadataOf } from './metadata.ts';
import type { Caches } from './admission/index.ts';

/** Which names have been given: a part for each `generateName`; survives a crash. */
export const namesPrefix = 'names/';

/** The letters of generated names (apimachinery pkg/util/rand: no vowels, so no words). */
const letters = 'bcdfghjklmnpqrstvwxz';

/**
 * A name for an object that has only `generateName` (apiserver pkg/storage/names/generate.go). Real suffixes
 * are five random characters, so that two are hardly ever the same: here each is new, and a collision is the
 * fault `nameCollision`, which draws the name of an object that exists.
 * @param series tells the API servers of a cluster apart, so that they do not draw the same
 */
export function generateName(step: Step, caches: Caches, series: string, resource: string, namespace: string | undefined, prefix: string): string {
  const taken = caches.cached(resource, namespace).map((object) => metadataOf(object).name ?? '').find((name) => isGeneratedFrom(name, prefix));
  if (taken !== undefined && step.fault('nameCollision')) return taken;
  const part = partOf(resource, namespace, prefix);
  const count = Number(step.get(part) ?? 0);
  step.set(part, count + 1);
  return `${prefix}${series}${suffix(count)}`;
}

/**
 * The name of an object that was refused before anybody tried to store it may be given again: who tries for ever
 * then comes back to where it was.
 */
export function takeBackName(step: Step, caches: Caches, series: string, resource: string, namespace: string | undefined, prefix: string, name: string): void {
  const part = partOf(resource, namespace, prefix);
  const last = Number(step.get(part) ?? 0) - 1;
  const isLast = last >= 0 && name === `${prefix}${series}${suffix(last)}`;
  if (isLast && !caches.cached(resource, namespace).some((object) => metadataOf(object).name === name)) step.set(part, last > 0 ? last : undefined);
}

function partOf(resource: string, namespace: string | undefined, prefix: string): string {
  return `${namesPrefix}${resource}/${namespace ?? ''}/${prefix}`;
}

function isGeneratedFrom(name: string, prefix: string): boolean {
  return name.startsWith(prefix) && !name.slice(prefix.length).includes('-');
}

function suffix(count: number): string {
  const last = letters[count % letters.length] ?? '';
  return count < letters.length ? last : suffix(Math.floor(count / letters.length) - 1) + last;
}
