import { Engine, type Observer, type State, type StateFunction, type System } from '../model/kernel/index.ts';
import { premisesOf, type PremiseSummary } from './premises.ts';
import type { Liveness, Property, PropertyInfo, Violation } from './property.ts';

/** A system to check: what runs, what its parts are called, and the data that it was made from. */
export interface Subject<Shape = unknown> {
  readonly system: System;
  readonly shape: Shape;
}

/** A system with its properties attached: monitors ride along, invariants are evaluated when what they read changes. */
export interface Instrumented {
  readonly engine: Engine;
  readonly properties: readonly PropertyInfo[];
  /** The first property, in the order given, that this state shows to be violated. */
  violation(state: State): Violation | undefined;
  /** What invariants and monitors have read so far, one by one: what a reduction must leave in order. */
  readonly watched: readonly (() => ReadonlySet<number>)[];
  /** The same of liveness; where it is judged at ends only, a reduction need not mind. */
  readonly watchedByLiveness: readonly (() => ReadonlySet<number>)[];
  /** For a state in which nothing but faults can happen: all that should have come by now and has not. */
  missing(state: State): readonly Violation[];
  /** The same system with one of its properties alone: of fewer states, where the others remember anything. */
  alone(property: string): Instrumented;
  /** What the states that `violation` was asked about had in them of what is promised. */
  premises(): PremiseSummary;
}

export function instrument<Shape>({ system, shape }: Subject<Shape>, properties: readonly Property<Shape>[]): Instrumented {
  const engine = new Engine({ ...system, observers: [...(system.observers ?? []), ...properties.flatMap((property) => observerOf(property, shape) ?? [])] });
  const safety = properties.filter(isSafety).map((property) => {
    const { name } = property;
    const explain = engine.function((state) => (property.kind === 'invariant' ? property.violation(state, shape) : property.violation?.(state.memory(name), state, shape)));
    return { property, explain };
  });
  const premises = premisesOf(engine, properties, shape);
  const liveness = properties.filter((property): property is Liveness<Shape> => property.kind === 'liveness').map((property) => ({ property, explain: engine.function((state) => property.missing(state, shape)) }));
  return {
    engine,
    properties,
    violation: (state) => {
      premises.lookAt(state);
      return first(safety, state);
    },
    alone: (name) => instrument({ system, shape }, properties.filter((property) => property.name === name)),
    premises: () => premises.summary(),
    watched: safety.map(({ explain }) => () => explain.reads),
    watchedByLiveness: liveness.map(({ explain }) => () => explain.reads),
    missing: (state) => liveness.flatMap((check) => violationOf(check, state) ?? []),
  };
}

function isSafety<Shape>(property: Property<Shape>): boolean {
  return property.kind !== 'liveness' || property.violation !== undefined;
}

function observerOf<Shape>(property: Property<Shape>, shape: Shape): Observer | undefined {
  const remembering = property.kind === 'monitor' ? property : property.kind === 'liveness' ? property.remembers : undefined;
  return (
    remembering && {
      name: property.name,
      initial: remembering.initial,
      observe: (memory, happening) => remembering.observe(memory, happening, shape),
      ...(remembering.look !== undefined && { look: (memory, state) => remembering.look?.(memory, state, shape) ?? null }),
    }
  );
}

interface Check {
  readonly property: PropertyInfo;
  readonly explain: StateFunction<string | undefined>;
}

function first(checks: readonly Check[], state: State): Violation | undefined {
  for (const check of checks) {
    const violation = violationOf(check, state);
    if (violation !== undefined) return violation;
  }
  return undefined;
}

function violationOf({ property, explain }: Check, state: State): Violation | undefined {
  const explanation = explain(state);
  return explanation === undefined ? undefined : { property: property.name, statement: property.statement, explanation };
}
