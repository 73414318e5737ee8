import type { Component, Internal, Reaction, Send } from './component.ts';
import type { Json } from './json.ts';

/** One way a one-part component reacts: the state after it, and what it sends. */
export interface Way<State extends Json> {
  readonly label?: string;
  readonly state: State;
  readonly send?: readonly Send[];
}

/** A component whose whole state is one JSON value: the pleasant form for protocols and examples. */
export interface AtomicComponent<State extends Json, Message extends Json> {
  readonly name: string;
  readonly initial: State;
  /** Reactions to a message; none = it stays in its channel. */
  receive?(state: State, message: Message, from: string): readonly Way<State>[];
  /** What it may do of its own accord: label -> the ways; none = not enabled. */
  readonly internal?: { readonly [label: string]: (state: State) => readonly Way<State>[] };
}

const whole = 'state';

/** Makes a {@link Component} of it. Its one part is called `state`. */
export function atomic<State extends Json, Message extends Json = Json>(definition: AtomicComponent<State, Message>): Component {
  const internal = definition.internal ?? {};
  const labels = Object.keys(internal);
  return {
    name: definition.name,
    initial: { [whole]: definition.initial },
    internals: (): readonly Internal[] => labels.map((label) => ({ label, input: label })),
    react(view, input): readonly Reaction[] {
      // The engine only hands back what this component declared: its own states and its peers' messages.
      const state = view.get(whole) as State;
      switch (input.kind) {
        case 'message':
          return (definition.receive?.(state, input.message as Message, input.from) ?? []).map(reactionOf);
        case 'internal':
          return (internal[input.input as string]?.(state) ?? []).map(reactionOf);
        case 'entry':
        case 'broken':
        case 'silence':
          return [];
      }
    },
  };
}

function reactionOf<State extends Json>(way: Way<State>): Reaction {
  return { ...(way.label !== undefined && { label: way.label }), set: { [whole]: way.state }, send: way.send ?? [] };
}
