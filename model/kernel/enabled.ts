import type { Action } from './action.ts';
import { mapping, type Change } from './change.ts';
import type { Component, Input, Internal } from './component.ts';
import type { Nemesis } from './faults.ts';
import { ReadTree } from './readTree.ts';
import type { Reactor, Stimulus } from './reactor.ts';
import { Visibility } from './visibility.ts';
import { cursor, slotFields, slotName, type World } from './world.ts';

/** Something that may happen while one slot holds one value: an input that waits, or a fault that may strike. */
interface Offer {
  /** Small, unique in its engine. */
  readonly number: number;
  readonly component: string;
  /** What may happen, apart from what it costs. */
  actions(state: Int32Array): readonly Action[];
  /** Whether it has come far enough to be seen; absent = always. */
  readonly isVisible?: (state: Int32Array) => boolean;
}

/** What one slot's value makes possible: inputs that wait, and faults that may strike it. */
interface Possibility {
  /** The slot that tells whether its component is down. */
  readonly down: number;
  readonly offers: readonly Offer[];
}

const nothing: Possibility = { down: -1, offers: [] };

/** Finds the enabled actions of a state, slot by slot; what a slot's value makes possible is worked out once. */
export class Enabled {
  readonly #world: World;
  readonly #reactor: Reactor;
  readonly #nemesis: Nemesis;
  /** By slot and by what a vector holds in it. */
  readonly #possibilities: Possibility[][] = [];
  readonly #visibility: Visibility;
  #ordered: readonly number[] = [];
  #lively: readonly number[] = [];
  readonly #stimuli = new Map<string, Offer>();
  readonly #lifecycles: readonly { readonly down: number; readonly crash: Offer | undefined; readonly restart: Offer }[];
  #offers = 0;

  constructor(world: World, reactor: Reactor, nemesis: Nemesis) {
    this.#world = world;
    this.#reactor = reactor;
    this.#nemesis = nemesis;
    this.#visibility = new Visibility(world);
    const crashOf = (component: Component): Offer | undefined => {
      const crash = component.crash && nemesis.crash(component, component.crash);
      return crash && this.#always(crash);
    };
    this.#lifecycles = world.system.components
      .filter((component) => component.crash !== undefined)
      .map((component) => ({
        down: world.slots.slot(slotName.down(component.name)),
        crash: crashOf(component),
        restart: this.#always(nemesis.restart(component)),
      }));
  }

  /** What may happen in a state, in canonical order. */
  actions(state: Int32Array): readonly Action[] {
    const found: Action[] = [];
    const lively = this.#livelySlots();
    for (let index = 0; index < lively.length; index++) {
      const slot = lively[index] ?? 0;
      const held = state[slot];
      if (held === undefined || held === 0) continue;
      const possibility = this.#possibility(slot, held);
      if (possibility === nothing || (state[possibility.down] ?? 0) !== 0) continue;
      for (const offer of possibility.offers) this.#collect(offer, state, found);
    }
    for (const { down, crash, restart } of this.#lifecycles) {
      // A vector that was made before the slot, or stored without its last zeros, lacks it.
      const offer = (state[down] ?? 0) === 0 ? crash : restart;
      if (offer !== undefined) this.#collect(offer, state, found);
    }
    return this.#world.system.timing === 'adversarial' ? found : calm(found);
  }

  #collect(offer: Offer, state: Int32Array, found: Action[]): void {
    if (offer.isVisible !== undefined && !offer.isVisible(state)) return;
    const actions = offer.actions(state);
    for (let index = 0; index < actions.length; index++) {
      const action = actions[index] as Action;
      if (action.costs.length === 0 || affordable(state, action)) found.push(action);
    }
  }

  /** The slots whose values may make something possible, in canonical order. */
  #livelySlots(): readonly number[] {
    const { slots } = this.#world;
    if (this.#ordered !== slots.ordered) {
      this.#ordered = slots.ordered;
      this.#lively = slots.ordered.filter((slot) => /^(part|channel|pending|cursor|silence)\n/.test(slots.name(slot)));
    }
    return this.#lively;
  }

  #possibility(slot: number, held: number): Possibility {
    const known = (this.#possibilities[slot] ??= []);
    return (known[held] ??= this.#findPossibility(this.#world.slots.name(slot), this.#world.slots.decode(slot, held)));
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

  #inputs(component: Component, stimuli: readonly Offer[], faults: readonly Action[] = []): Possibility {
    const offers = [...stimuli, ...faults.map((fault) => this.#always(fault))];
    return offers.length === 0 ? nothing : { down: this.#world.slots.slot(slotName.down(component.name)), offers };
  }

  /** An action that reads nothing: it can be taken wherever it is offered and can be paid for. */
  #always(action: Action): Offer {
    return { number: this.#offers++, component: action.component, actions: () => [action] };
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
  #stimulus(component: Component, given: Input, label: string, kind: Stimulus['kind']): Offer {
    const { values } = this.#world;
    const id = values.intern(given, `input of ${component.name}`);
    const key = `${component.name}\n${kind}\n${label}\n${id}`;
    let offer = this.#stimuli.get(key);
    if (offer === undefined) {
      // The frozen copy: all who offer an equal input share it, whoever came first.
      const input = values.value(id) as Input;
      const stimulus: Stimulus = { component, input, label, kind, consume: this.#consume(component, input), memo: new ReadTree<readonly Action[]>() };
      const isVisible = input.kind === 'entry' ? this.#visibility.of(component.name, input.log) : undefined;
      offer = {
        number: this.#offers++,
        component: component.name,
        actions: (state) => this.#reactor.actions(stimulus, state),
        ...(isVisible && { isVisible }),
      };
      this.#stimuli.set(key, offer);
    }
    return offer;
  }

  #consume(component: Component, input: Input): Stimulus['consume'] {
    const { slots, values, contents } = this.#world;
    const taking = (slot: number, id: number): Change => mapping(slots, slot, (content) => contents.remove(content, id));
    switch (input.kind) {
      case 'internal':
        return [];
      case 'message': {
        if (this.#world.channel(input.from, component.name).duplicating) return [];
        const slot = slots.slot(slotName.channel(input.from, component.name));
        return [taking(slot, values.intern(input.message, 'message'))];
      }
      case 'entry': {
        const slot = slots.slot(slotName.pending(input.log, component.name));
        return [taking(slot, values.intern(input.entry, 'entry'))];
      }
      case 'broken': {
        const slot = slots.slot(slotName.cursor(input.log, component.name));
        return [(next) => next.set(slot, cursor.parked)];
      }
      case 'silence': {
        const slot = slots.slot(slotName.silence(input.of, component.name));
        return [(next) => next.set(slot, 0)];
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
