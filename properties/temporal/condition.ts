import type { Happening, StateView } from '../../model/kernel/index.ts';

/**
 * What temporal forms are made of. A run is a sequence of moments: the state at the beginning, the first action, the state that it
 * has led to, the second action, and so on. A condition on states is asked about states only, one on actions about actions only.
 */
export type Condition<Shape = unknown> = StateCondition<Shape> | EventCondition<Shape>;

export interface StateCondition<Shape = unknown> {
  readonly kind: 'state';
  /** `the pod is Ready`. */
  readonly words: string;
  /** Reads nothing but the state. A text counts as true, and explains. */
  holds(state: StateView, shape: Shape): boolean | string | undefined;
}

export interface EventCondition<Shape = unknown> {
  readonly kind: 'event';
  /** `the pod is bound`. */
  readonly words: string;
  happens(happening: Happening, shape: Shape): boolean | string | undefined;
}

/** A condition on a state. */
export function when<Shape = unknown>(words: string, holds: StateCondition<Shape>['holds']): StateCondition<Shape> {
  return { kind: 'state', words, holds };
}

/** A condition on an action: something happens. */
export function event<Shape = unknown>(words: string, happens: EventCondition<Shape>['happens']): EventCondition<Shape> {
  return { kind: 'event', words, happens };
}

/** Of a state: that it is not so. (That something never happens is `never`.) */
export function not<Shape>({ words, holds }: StateCondition<Shape>): StateCondition<Shape> {
  return when(`not: ${words}`, (state, shape) => !isTrue(holds(state, shape)));
}

export function isTrue(answer: boolean | string | undefined): boolean {
  return answer === true || typeof answer === 'string';
}

/** The condition in words, and what it said itself. */
export function explained({ words }: Condition, answer: boolean | string | undefined): string {
  return typeof answer === 'string' ? answer : words;
}
