import type { Input, Reaction } from './component.ts';
import type { Change } from './change.ts';
import type { Happening } from './system.ts';

/** What an action is, for statistics, strategies and diagrams. */
export type ActionKind = 'deliver' | 'internal' | 'timer' | 'fault' | 'restart';

/**
 * One atomic step that the cluster may take. Actions are made once and shared by all states in which they
 * are enabled; the label is how people and traces name them.
 */
export interface Action {
  /** Small, unique in its engine. */
  readonly number: number;
  /** `scheduler → apiserver: POST pods/web/binding node-1`. Unique among enabled actions but for rare namesakes. */
  readonly label: string;
  readonly kind: ActionKind;
  /** The component that acts, or that suffers a fault. */
  readonly component: string;
  readonly happening: Happening;
  /** Faults it costs, by budget slot; empty for all else. */
  readonly costs: readonly number[];
  readonly changes: readonly Change[];
  /** What happens in it, one after the other, when it is more than one step of a component. */
  readonly steps?: readonly ActionStep[] | undefined;
}

/** One step of a component, of several that are taken at once. */
export type ActionStep = Pick<Action, 'label' | 'kind' | 'component' | 'happening'>;

/** Each happening of an action, in order. */
export function happeningsOf({ happening, steps }: Action): readonly Happening[] {
  return steps?.map((step) => step.happening) ?? [happening];
}

/** The costs of all that costs nothing, and what may happen where nothing may: one each, so that a search finds them in its cache. */
export const free: readonly number[] = [];
export const noActions: readonly Action[] = [];

const namesakeNumber = / #\d+$/;

/** A label without the number that tells it from its namesakes, which depends on the state. */
export function plainLabel(label: string): string {
  return label.replace(namesakeNumber, '');
}

export function isTimer(action: Action): boolean {
  return beginning(action) === 'timer';
}

/** Whether timers that wait for the calm wait while it is possible. */
export function isBusy(action: Action): boolean {
  const kind = beginning(action);
  return kind !== 'fault' && kind !== 'timer';
}

/** What it is apart from what is taken at once after its first step: a fault may strike that. */
function beginning({ kind, steps }: Action): ActionKind {
  return steps?.[0]?.kind ?? kind;
}

/** The input and reaction of an action, when it is a component's. */
export function reactionOf(action: Action): { readonly input: Input; readonly reaction: Reaction } | undefined {
  return action.happening.kind === 'reaction' ? action.happening : undefined;
}

/** Whether there is budget for it: an action may cost one fault several times. */
export function affordable(state: Int32Array, { costs }: Action): boolean {
  return costs.every((slot) => (state[slot] ?? 0) >= costs.filter((other) => other === slot).length);
}
