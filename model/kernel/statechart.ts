import { createActor, initialTransition, type AnyActorScope, type AnyStateMachine, type EventFromLogic, type ExecutableActionObject, type SnapshotFrom } from 'xstate';
import type { Check, GuardTable } from './component.ts';
import { ModelError } from './errors.ts';
import type { Json, JsonObject } from './json.ts';

/** A snapshot of an XState machine as plain JSON. */
export type ChartState = { readonly value: Json; readonly context: JsonObject };

/** What a transition asks for: the machine's actions, not executed. */
export type ChartAction = { readonly type: string; readonly params: Json };

export interface ChartStep {
  readonly state: ChartState;
  readonly actions: readonly ChartAction[];
  /** False when the machine has no transition for this event here. */
  readonly taken: boolean;
}

/**
 * An XState v5 machine (built with `setup(...)`) as a pure function. Its guards become named guards of the
 * component that steps it, so that they are counted and can be replaced without touching the machine.
 */
export interface Statechart<Event extends { readonly type: string }> {
  readonly machine: AnyStateMachine;
  readonly guards: readonly string[];
  initial(input?: Json): ChartState;
  next(state: ChartState, event: Event, check: Check): ChartStep;
}

type GuardImplementation = (args: unknown, params: unknown) => boolean;

export function statechart<Machine extends AnyStateMachine>(machine: Machine): Statechart<EventFromLogic<Machine>> {
  // XState evaluates guards deep inside transition(); the check of the step under way is handed down here.
  let current: Check = (_, holds) => holds;
  mustFitItsState(machine);
  const guards = machine.implementations.guards as Record<string, GuardImplementation>;
  const provided = machine.provide({
    guards: Object.fromEntries(
      Object.entries(guards).map(([name, original]) => [name, (args: unknown, params: unknown) => current(name, original(args, params))]),
    ),
  });
  let asked: ExecutableActionObject[] = [];
  const scope = inertScope(provided, (action) => void asked.push(action));
  return {
    machine,
    guards: Object.keys(guards),
    initial(input) {
      const [snapshot] = initialTransition(provided, input as never);
      return toState(snapshot);
    },
    next(state, event, check) {
      current = check;
      try {
        const before = provided.resolveState({ value: state.value as never, context: state.context });
        asked = [];
        const after = provided.transition(before, event, scope);
        return {
          state: toState(after),
          actions: asked.map((action) => ({ type: action.type, params: (action.params ?? null) as Json })),
          // XState answers the same snapshot for no transition and for one to itself that does nothing.
          taken: after !== before || before.can(event),
        };
      } finally {
        current = (_, holds) => holds;
      }
    },
  };
}

/**
 * Where a transition is worked out and nothing is done. `transition` of XState makes an actor for it each time, which takes longer than the
 * transition itself; these machines have no children, so that one serves all.
 */
function inertScope(machine: AnyStateMachine, actionExecutor: AnyActorScope['actionExecutor']): AnyActorScope {
  const nothing = (): void => undefined;
  const self = createActor(machine);
  return { self, system: self.system, id: '', sessionId: '', logger: nothing, defer: nothing, emit: nothing, stopChild: nothing, actionExecutor };
}

/** A state is value and context: what XState would keep beside them, or do later by itself, would be lost without a word. */
function mustFitItsState({ root, id }: AnyStateMachine): void {
  const nodes = [root];
  for (const node of nodes) {
    nodes.push(...Object.values(node.states));
    const what = node.type === 'history' ? 'a history state' : node.invoke.length > 0 ? 'invoked actors' : node.after.length > 0 ? 'a delayed transition' : undefined;
    if (what === undefined) continue;
    throw new ModelError(`the machine ${id} has ${what} (${node.id}), which a pure function of value and context cannot express`, 'keep what is to be remembered in the context; make a delay a timer: an event that is an internal input; talk to others by messages');
  }
}

function toState(snapshot: SnapshotFrom<AnyStateMachine>): ChartState {
  return { value: snapshot.value as Json, context: snapshot.context as JsonObject };
}

/** The guard table of a component for the guards its machines use. */
export function chartGuards(chart: { readonly guards: readonly string[] }, descriptions: GuardTable): GuardTable {
  return Object.fromEntries(chart.guards.map((guard) => [guard, descriptions[guard] ?? guard]));
}
