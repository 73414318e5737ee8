import type { JsonObject } from '../../kernel/json.ts';
import type { ControllerStep } from './controller.ts';

/**
 * What a controller still has to see in its cache of the writes that it made (pkg/controller/controller_utils.go,
 * UIDTrackingControllerExpectations): without them it would count a lagging cache and write again. Kept for
 * each key as `expectations/<key>`; absent = nothing is expected. They live in memory: a restart forgets them.
 */
export type Expectations = JsonObject & {
  /** The UID of the owner that they were written down for: one that takes over its name inherits them. */
  readonly of: string;
  /** Creations that the cache has not shown yet. */
  readonly creates: number;
  /** Pods (`namespace/name`) whose deletion the cache has not shown yet. */
  readonly deletes: readonly string[];
};

const none: Expectations = { of: '', creates: 0, deletes: [] };

export function expectationsOf(step: ControllerStep, key: string): Expectations {
  return (step.own(`expectations/${key}`) as Expectations | undefined) ?? none;
}

export function areSatisfied({ creates, deletes }: Expectations): boolean {
  return creates === 0 && deletes.length === 0;
}

/** Must be called before the requests are sent. Replaces what was expected before (SetExpectations). */
export function expect(step: ControllerStep, key: string, expectations: Partial<Expectations>): void {
  const next: Expectations = { ...none, ...expectations };
  step.setOwn(`expectations/${key}`, areSatisfied(next) ? undefined : next);
}

/** A creation was seen, or will not be (its request failed or was never sent). */
export function creationObserved(step: ControllerStep, key: string, count = 1): void {
  const before = expectationsOf(step, key);
  if (before.creates > 0) expect(step, key, { ...before, creates: Math.max(0, before.creates - count) });
}

/** A deletion was seen, or will not be. */
export function deletionObserved(step: ControllerStep, key: string, podKey: string): void {
  const before = expectationsOf(step, key);
  if (before.deletes.includes(podKey)) expect(step, key, { ...before, deletes: before.deletes.filter((other) => other !== podKey) });
}

export function forgetExpectations(step: ControllerStep, key: string): void {
  if (step.own(`expectations/${key}`) !== undefined) step.setOwn(`expectations/${key}`, undefined);
}
