import { initialParts, type Component, type Json, type Reaction, type System } from '../../index.ts';

/** Everything as plain objects: parts by component, messages by channel, memories by observer. */
interface Global {
  readonly parts: { readonly [component: string]: { readonly [part: string]: Json } };
  readonly channels: { readonly [fromTo: string]: readonly Json[] };
  readonly memories: { readonly [observer: string]: Json };
}

/**
 * Breadth-first search as one writes it first: plain objects, `JSON.stringify` as the key, a Set. It runs the same
 * components through the same contract and reaches the same states; no crashes, no faults, no logs.
 */
export function naiveSearch(system: System): { readonly states: number; readonly generated: number } {
  const beginning = begin(system);
  const seen = new Set([key(beginning)]);
  const queue = [beginning];
  let generated = 1;
  for (const state of queue) {
    for (const next of successors(system, state)) {
      generated++;
      const text = key(next);
      if (seen.has(text)) continue;
      seen.add(text);
      queue.push(next);
    }
  }
  return { states: seen.size, generated };
}

function begin(system: System): Global {
  const parts = Object.fromEntries(system.components.map((component) => [component.name, initialParts(component)[0] ?? {}]));
  const memories = Object.fromEntries((system.observers ?? []).map((observer) => [observer.name, observer.initial]));
  const empty: Global = { parts, channels: {}, memories };
  return (system.underway ?? []).reduce((state, { from, to, message }) => put(system, state, from, to, message), empty);
}

/** Keys sorted, so that equal states have equal texts; messages are kept sorted. */
function key(state: Global): string {
  return JSON.stringify(state, (_, value: unknown) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value));
}

function* successors(system: System, state: Global): Generator<Global, undefined, undefined> {
  for (const component of system.components) {
    for (const [part, value] of Object.entries(state.parts[component.name] ?? {})) {
      for (const { input } of component.internals?.(value, part) ?? []) yield* steps(system, state, component, { kind: 'internal', input });
    }
    for (const { name: from } of system.components) {
      for (const message of state.channels[`${from}>${component.name}`] ?? []) yield* steps(system, state, component, { kind: 'message', from, message });
    }
  }
}

type SimpleInput = { readonly kind: 'internal'; readonly input: Json } | { readonly kind: 'message'; readonly from: string; readonly message: Json };

function* steps(system: System, state: Global, component: Component, input: SimpleInput): Generator<Global, undefined, undefined> {
  const parts = state.parts[component.name] ?? {};
  const view = {
    get: (part: string) => parts[part],
    keys: (prefix: string) => Object.keys(parts).filter((part) => part.startsWith(prefix)).sort(),
    cursor: () => 'none' as const,
    place: () => 0,
  };
  for (const reaction of component.react(view, input, (_, holds) => holds)) yield apply(system, state, component.name, input, reaction);
}

function apply(system: System, before: Global, name: string, input: SimpleInput, reaction: Reaction): Global {
  let state = before;
  if (input.kind === 'message' && !system.channel?.(input.from, name).duplicating) {
    const channel = `${input.from}>${name}`;
    const left = [...(state.channels[channel] ?? [])];
    left.splice(left.indexOf(input.message), 1);
    const { [channel]: _, ...others } = state.channels;
    state = { ...state, channels: left.length === 0 ? others : { ...others, [channel]: left } };
  }
  const own = Object.entries({ ...state.parts[name], ...reaction.set }).filter((entry): entry is [string, Json] => entry[1] !== undefined);
  state = { ...state, parts: { ...state.parts, [name]: Object.fromEntries(own) } };
  for (const { to, message } of reaction.send ?? []) state = put(system, state, name, to, message);
  const memories = (system.observers ?? []).map((observer) => [observer.name, observer.observe(state.memories[observer.name] ?? null, { kind: 'reaction', component: name, input, reaction })] as const);
  return { ...state, memories: Object.fromEntries(memories) };
}

function put(system: System, state: Global, from: string, to: string, message: Json): Global {
  const channel = `${from}>${to}`;
  const now = state.channels[channel] ?? [];
  const text = JSON.stringify(message);
  if (system.channel?.(from, to).duplicating && now.some((other) => JSON.stringify(other) === text)) return state;
  const after = [...now, message].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return { ...state, channels: { ...state.channels, [channel]: after } };
}
