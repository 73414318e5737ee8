import { Engine, type System, type Violation } from '../../../index.ts';
import type { Missing } from '../../../generators/liveness/liveness.ts';
import { PackedStates } from '../../../generators/search/packedStates.ts';
import { Parents } from '../../../generators/search/parents.ts';
import type { StateView } from '../../../model/kernel/index.ts';

/** The graph of a small system, all of it. */
export interface Explored {
  readonly engine: Engine;
  readonly states: PackedStates;
  readonly parents: Parents;
}

/** Visits every state, nearest first; gives up when there are more than so many. */
export function explored(system: System, maximumStates = Infinity): Explored {
  const engine = new Engine(system);
  const states = new PackedStates(engine.initial()[0] ?? new Int32Array(0));
  const parents = new Parents();
  for (const [index, state] of engine.initial().entries()) {
    const number = states.addAll(state);
    if (states.isNew) parents.add(number, -1 - index);
  }
  const vector = engine.vector();
  for (let number = 0; number < states.size && states.size <= maximumStates; number++) {
    states.load(number, vector);
    for (const action of engine.enabled(vector.data)) {
      engine.advance(vector, action);
      const successor = states.add(vector);
      if (states.isNew) parents.add(successor, number);
      vector.undo();
    }
  }
  return { engine, states, parents };
}

/** What is missing wherever the goal is not reached. */
export function missing(engine: Engine, isReached: (state: StateView) => boolean): Missing {
  const reached = engine.function(isReached);
  const violation: Violation = { property: 'goal', statement: 'The goal is reached again and again.', explanation: 'not there' };
  return (state) => (reached(state) ? undefined : violation);
}
