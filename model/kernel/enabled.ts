import type { Action } from './action.ts';
import type { Component, Input, Internal } from './component.ts';
import type { Nemesis } from './faults.ts';
import { ReadTree } from './readTree.ts';
import type { Reactor, Stimulus } from './reactor.ts';
import { cursor, slotFields, slotName, type World } from './world.ts';

/** What one slot's value makes possible: inputs that wait, and faults that may strike it. */
interface Possibility {
  /** The slot that tells whether its component is down. */
  readonly down: number;
  readonly stimuli: readonly Stimulus[];
  readonly faults: readonly Action[];
}

const nothing: Possibility = { down: -1, stimuli: [], faults: [] };

/** Finds the enabled actions of a state, slot by slot; what a slot's value makes possible is worked out once. */
export class Enabled {
  readonly #world: World;
  readonly #reactor: Reactor;
  readonly #nemesis: Nemesis;
  readonly #possibilities: (Map<number, Possibility> | undefined)[] = [];
  readonly #stimuli = new Map<string, Stimulus>();
  readonly #lifecycles: readonly { readonly down: number; readonly crash: Action | undefined; readonly restart: Action | undefined }[];

  constructor(world: World, reactor: Reactor, nemesis: Nemesis) {
    this.#world = world;
    this.#reactor = reactor;
    this.#nemesis = nemesis;
    this.#lifecycles = world.system.components
      .filter((component) => component.crash !== undefined)
      .map((component) => ({
        down: world.slots.slot(slotName.down(component.name)),
        crash: component.crash && nemesis.crash(component, component.crash),
        restart: nemesis.restart(component),
      }));
  }

  actions(state: Int32Array): readonly Action[] {
    const found: Action[] = [];
    for (const slot of this.#world.slots.ordered) {
      const value = state[slot];
      if (value === undefined || value === 0) continue;
      const possibility = this.#possibility(slot, value);
      if (possibility === nothing || (state[possibility.down] ?? 0) !== 0) continue;
      for (const stimulus of possibility.stimuli) {
        if (stimulus.input.kind === 'entry' && !this.#isVisible(state, slot, stimulus.component.name, stimulus.input.log)) continue;
        for (const action of this.#reactor.actions(stimulus, state)) if (affordable(state, action)) found.push(action);
      }
      for (const fault of possibility.faults) if (affordable(state, fault)) found.push(fault);
    }
    for (const { down, crash, restart } of this.#lifecycles) {
      // A vector that was made before the slot, or stored without its last zeros, lacks it.
      const isDown = (state[down] ?? 0) !== 0;
      if (!isDown && crash !== undefined && affordable(state, crash)) found.push(crash);
      if (isDown && restart !== undefined) found.push(restart);
    }
    return this.#world.system.timing === 'adversarial' ? found : calm(found);
  }

  /** An entry reaches a reader only after the one it reads through (its API server) has seen it. */
  #isVisible(state: Int32Array, pendingSlot: number, reader: string, log: string): boolean {
    const { slots, values, contents } = this.#world;
    if (state[slots.slot(slotName.cursor(log, reader))] !== cursor.open) return false;
    const via = values.value(state[slots.slot(slotName.via(log, reader))] ?? 0);
    if (typeof via !== 'string') return true;
    // Whoever has no place in the history has seen nothing of what is left of it.
    const itsCursor = state[slots.slot(slotName.cursor(log, via))] ?? cursor.none;
    if (itsCursor === cursor.none || itsCursor === cursor.expired) return false;
    const unseen = contents.get(state[slots.slot(slotName.pending(log, via))] ?? 0);
    const pending = contents.get(state[pendingSlot] ?? 0);
    const { concerns } = this.#world.log(log, reader);
    const unseenHere = concerns === undefined ? unseen.length : unseen.filter((id) => concerns(reader, values.value(id) ?? null)).length;
    return pending.length > unseenHere;
  }

  #possibility(slot: number, value: number): Possibility {
    const known = this.#possibilities[slot] ?? (this.#possibilities[slot] = new Map<number, Possibility>());
    let possibility = known.get(value);
    if (possibility === undefined) known.set(value, (possibility = this.#findPossibility(this.#world.slots.name(slot), value)));
    return possibility;
  }

  #findPossibility(name: string, value: number): Possibility {
    const [first = '', second = ''] = slotFields(name);
    switch (name.slice(0, name.indexOf('\n'))) {
      case 'part':
        return this.#ofPart(this.#world.component(first, 'a part'), second, value);
      case 'channel':
        return this.#ofChannel(second, this.#world.component(first, second), value);
      case 'pending':
        return this.#ofHistory(first, this.#world.component(second, first), value);
      case 'cursor':
        return this.#ofCursor(first, this.#world.component(second, first), value);
      case 'silence':
        return this.#inputs(this.#world.component(first, second), [this.#stimulus(this.#world.component(first, second), { kind: 'silence', of: second }, `${first} notices the silence of ${second}`, 'timer')]);
      default:
        return nothing;
    }
  }

  #inputs(component: Component, stimuli: readonly Stimulus[], faults: readonly Action[] = []): Possibility {
    return stimuli.length + faults.length === 0 ? nothing : { down: this.#world.slots.slot(slotName.down(component.name)), stimuli, faults };
  }

  #ofPart(component: Component, part: string, value: number): Possibility {
    const content = this.#world.values.value(value) ?? null;
    const internals: readonly Internal[] = component.internals?.(content, part) ?? [];
    return this.#inputs(
      component,
      internals.map(({ label, input, timer }) => this.#stimulus(component, { kind: 'internal', input }, `${component.name}: ${label}`, timer ? 'timer' : 'internal')),
    );
  }

  #ofChannel(from: string, to: Component, content: number): Possibility {
    const channel = this.#world.channel(from, to.name);
    const messages = this.#world.contents.get(content);
    const different = channel.order === 'fifo' ? [...new Set(messages)] : this.#world.inTextOrder([...new Set(messages)]);
    const deliverable = channel.order === 'fifo' ? messages.slice(0, 1) : different;
    const faults = different.flatMap((id) => (channel.faults ?? []).flatMap((fault) => this.#nemesis.channelFault(from, to.name, id, fault) ?? []));
    return this.#inputs(
      to,
      deliverable.map((id) => {
        const message = this.#world.values.value(id) ?? null;
        return this.#stimulus(to, { kind: 'message', from, message }, `${from} → ${to.name}: ${this.#world.describe(message)}`, 'deliver');
      }),
      faults,
    );
  }

  #ofHistory(log: string, reader: Component, content: number): Possibility {
    const head = this.#world.contents.get(content)[0];
    if (head === undefined) return nothing;
    const entry = this.#world.values.value(head) ?? null;
    return this.#inputs(reader, [this.#stimulus(reader, { kind: 'entry', log, entry }, `${reader.name} ← watch ${log}: ${this.#world.describe(entry)}`, 'deliver')]);
  }

  #ofCursor(log: string, reader: Component, value: number): Possibility {
    if (value === cursor.broken) return this.#inputs(reader, [this.#stimulus(reader, { kind: 'broken', log }, `${reader.name} notices that its watch of ${log} broke`, 'deliver')]);
    const fault = value === cursor.open ? this.#nemesis.breakWatch(log, reader.name) : undefined;
    return this.#inputs(reader, [], fault === undefined ? [] : [fault]);
  }

  /** One stimulus a (component, input): its memo is shared by all the states that offer it. */
  #stimulus(component: Component, given: Input, label: string, kind: Stimulus['kind']): Stimulus {
    const { values } = this.#world;
    const id = values.intern(given, `input of ${component.name}`);
    const key = `${component.name}\n${kind}\n${label}\n${id}`;
    let stimulus = this.#stimuli.get(key);
    if (stimulus === undefined) {
      // The frozen copy: all who offer an equal input share it, whoever came first.
      const input = values.value(id) as Input;
      stimulus = { component, input, label, kind, consume: this.#consume(component, input), memo: new ReadTree<readonly Action[]>() };
      this.#stimuli.set(key, stimulus);
    }
    return stimulus;
  }

  #consume(component: Component, input: Input): Stimulus['consume'] {
    const { slots, values, contents } = this.#world;
    switch (input.kind) {
      case 'internal':
        return [];
      case 'message': {
        if (this.#world.channel(input.from, component.name).duplicating) return [];
        const slot = slots.slot(slotName.channel(input.from, component.name));
        const id = values.intern(input.message, 'message');
        return [(next) => void (next[slot] = contents.remove(next[slot] ?? 0, id))];
      }
      case 'entry': {
        const slot = slots.slot(slotName.pending(input.log, component.name));
        const id = values.intern(input.entry, 'entry');
        return [(next) => void (next[slot] = contents.remove(next[slot] ?? 0, id))];
      }
      case 'broken': {
        const slot = slots.slot(slotName.cursor(input.log, component.name));
        return [(next) => void (next[slot] = cursor.parked)];
      }
      case 'silence': {
        const slot = slots.slot(slotName.silence(input.of, component.name));
        return [(next) => void (next[slot] = 0)];
      }
    }
  }
}

/** An action may cost one fault several times. */
function affordable(state: Int32Array, { costs }: Action): boolean {
  return costs.every((slot) => (state[slot] ?? 0) >= costs.filter((other) => other === slot).length);
}

/** Calm timing: a timer fires only when nothing but faults could happen instead. */
function calm(actions: readonly Action[]): readonly Action[] {
  const busy = actions.some(({ kind }) => kind === 'deliver' || kind === 'internal' || kind === 'restart');
  return busy ? actions.filter(({ kind }) => kind !== 'timer') : actions;
}
