import type { AnyStateMachine, EventFromLogic } from 'xstate';
import type { Component, GuardTable, Internal, Send } from './component.ts';
import type { Json } from './json.ts';
import { chartGuards, statechart, type ChartAction, type ChartState } from './statechart.ts';
import { reactions } from './step.ts';

/** An XState machine that is a component by itself. */
export interface MachineComponent<Machine extends AnyStateMachine> {
  readonly name: string;
  readonly kind?: string;
  /** Built with `setup(...)`. Its action `send`, with params `{ to, message }`, sends; other actions become notes. */
  readonly machine: Machine;
  readonly input?: Json;
  /** The event that a message is to the machine; undefined = it stays in its channel. A message that is an event is taken as it is. */
  event?(message: Json, from: string): EventFromLogic<Machine> | undefined;
  /** Events that the machine may take of its own accord, wherever it has a transition for them. */
  readonly internal?: readonly EventFromLogic<Machine>[];
  /** Internal events that are timers. */
  readonly timers?: readonly EventFromLogic<Machine>[];
  /** What the machine's guards protect. */
  readonly guards?: GuardTable;
}

const whole = 'state';

/** Makes a {@link Component} of a machine: its one part, `state`, is the snapshot `{ value, context }`. */
export function machineComponent<Machine extends AnyStateMachine>(definition: MachineComponent<Machine>): Component {
  const chart = statechart(definition.machine);
  const events = [...(definition.internal ?? []).map((event) => ({ event, timer: false })), ...(definition.timers ?? []).map((event) => ({ event, timer: true }))];
  return {
    name: definition.name,
    ...(definition.kind !== undefined && { kind: definition.kind }),
    initial: { [whole]: chart.initial(definition.input) },
    guards: chartGuards(chart, definition.guards ?? {}),
    internals: (): readonly Internal[] => events.map(({ event, timer }) => ({ label: String(event.type), input: event as unknown as Json, timer })),
    react: (view, input, check) =>
      reactions(view, check, (step) => {
        const event = input.kind === 'internal' ? (input.input as unknown as EventFromLogic<Machine>) : input.kind === 'message' ? asEvent(definition, input.message, input.from) : undefined;
        if (event === undefined) return step.impossible();
        const { state, actions, taken } = chart.next(step.get(whole) as ChartState, event, (guard, holds) => step.check(guard, holds));
        if (!taken) return step.impossible();
        step.set(whole, state);
        for (const action of actions) perform(action);

        function perform({ type, params }: ChartAction): void {
          if (type !== 'send') return step.note({ note: type, params });
          const { to, message } = params as unknown as Send;
          step.send(to, message);
        }
      }),
  };
}

function asEvent<Machine extends AnyStateMachine>(definition: MachineComponent<Machine>, message: Json, from: string): EventFromLogic<Machine> | undefined {
  if (definition.event !== undefined) return definition.event(message, from);
  return typeof message === 'object' && message !== null && 'type' in message ? (message as unknown as EventFromLogic<Machine>) : undefined;
}
