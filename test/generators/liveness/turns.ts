import { reactions, type Component, type System } from '../../../index.ts';

/** A component that goes round by itself: in each place, what it may do and where each way leads. */
export interface Turns {
  /** Where it begins; in one of several places. */
  readonly initial?: readonly number[];
  readonly places: readonly Place[];
  /** Whether it may crash; it loses its place. */
  readonly crashes?: boolean;
}

export interface Place {
  /** Own inputs by name -> the ways to react. */
  readonly own: { readonly [input: string]: readonly Way[] };
  /** What becomes of the message of another component. */
  readonly hears?: number;
}

export interface Way {
  readonly to: number;
  /** It is a fault that may happen. */
  readonly slips?: boolean;
  /** Another component gets a message. */
  readonly tells?: string;
}

/** A system of such components. */
export function turning(components: { readonly [name: string]: Turns }, faults: System['faults'] = { slip: 'unlimited' }): System {
  return { components: Object.entries(components).map(([name, turns]) => turner(name, turns)), faults };
}

function turner(name: string, { initial = [0], places, crashes }: Turns): Component {
  const placeOf = (at: unknown): Place | undefined => places[at as number];
  return {
    name,
    initial: initial.map((at) => ({ at })),
    internals: (at) => Object.keys(placeOf(at)?.own ?? {}).map((label) => ({ label, input: label })),
    react(view, input, check) {
      const place = placeOf(view.get('at'));
      if (input.kind === 'message') {
        const hears = place?.hears;
        return hears === undefined ? [] : reactions(view, check, (step) => step.set('at', hears));
      }
      const ways = input.kind === 'internal' ? (place?.own[input.input as string] ?? []) : [];
      return ways.map(({ to, slips, tells }, index) => ({
        label: `way ${index}`,
        set: { at: to },
        send: tells === undefined ? [] : [{ to: tells, message: 'hey' }],
        faults: slips ? ['slip'] : [],
      }));
    },
    ...(crashes && { crash: { fault: 'crash', durable: () => false } }),
  };
}

/** Where a component is. */
export const placeIn = (state: { get(component: string, part: string): unknown }, component: string): number => state.get(component, 'at') as number;
