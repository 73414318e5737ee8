import { sameJson, type Engine, type State, type StateFunction, type StateView } from '../model/kernel/index.ts';
import type { Property } from './property.ts';

/** Of which properties nothing has come up that they promise about. */
export interface PremiseSummary {
  /** Properties whose premise held in no state: that they hold says nothing. */
  readonly never: readonly string[];
  /** Properties that do not say what they are about. */
  readonly notKnown: readonly string[];
}

/** Looks in every state for what properties promise about, of each property until it is there once. */
export interface Premises {
  lookAt(state: State): void;
  summary(): PremiseSummary;
}

export function premisesOf<Shape>(engine: Engine, properties: readonly Property<Shape>[], shape: Shape): Premises {
  let open: readonly { readonly property: string; readonly holds: StateFunction<boolean> }[] = properties.flatMap((property) => {
    const premise = premiseOf(property, shape);
    return premise === undefined ? [] : [{ property: property.name, holds: engine.function(premise) }];
  });
  const notKnown = properties.flatMap((property) => (premiseOf(property, shape) === undefined ? [property.name] : []));
  return {
    lookAt(state) {
      if (open.some(({ holds }) => holds(state))) open = open.filter(({ holds }) => !holds(state));
    },
    summary: () => ({ never: open.map(({ property }) => property), notKnown }),
  };
}

function premiseOf<Shape>(property: Property<Shape>, shape: Shape): ((state: StateView) => boolean) | undefined {
  if (property.kind !== 'monitor') return property.premise && ((state) => property.premise?.(state, shape) ?? false);
  return (state) => {
    const memory = state.memory(property.name);
    return property.premise?.(memory, state, shape) ?? !sameJson(memory, property.initial);
  };
}
