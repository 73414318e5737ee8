import { affordable, type Action } from './action.ts';
import { setting } from './change.ts';
import type { Compiler } from './compiler.ts';
import type { Component, Input } from './component.ts';
import type { Nemesis } from './faults.ts';
import type { Offer } from './offer.ts';
import type { Reactor } from './reactor.ts';
import { givenBroken, givenEntry, givenInternal, givenMessage, internalsOf, Remembered, type Given, type Stimulus } from './stimulus.ts';
import { Visibility, type Server } from './visibility.ts';
import { cursor, slotFields, type World } from './world.ts';

/** What one slot's value makes possible: inputs that wait, and faults that may strike it. */
export interface Possibility {
  /** The slot that tells whether its component is down. */
  readonly down: number;
  readonly offers: readonly Offer[];
  /** What was known, in all and of the offers, when it was noted on what they hang, and when that was. */
  readonly noted: { generation: number; knowledge: number; ofOffers: number };
}

export const nothing: Possibility = { down: 0, offers: [], noted: { generation: 0, knowledge: 0, ofOffers: 0 } };

/** Works out what values of slots make possible, once for each. */
export class Possibilities {
  readonly #world: World;
  readonly #compiler: Compiler;
  readonly #reactor: Reactor;
  readonly #nemesis: Nemesis;
  /** By slot and by what a vector holds in it. */
  readonly #known: Possibility[][] = [];
  readonly #visibility: Visibility;
  /** What the slot holds whose possibility is being worked out. */
  #held = 0;
  readonly #messageFaults = new Map<string, readonly Offer[]>();
  readonly #stimuli = new Map<string, Offer>();
  #offers = 0;
  /** Whether there has been a timer. */
  hasTimers = false;

  constructor(world: World, compiler: Compiler, reactor: Reactor, nemesis: Nemesis) {
    this.#world = world;
    this.#compiler = compiler;
    this.#reactor = reactor;
    this.#nemesis = nemesis;
    this.#visibility = new Visibility(world);
  }

  crashOf(component: Component): Offer | undefined {
    const crash = component.crash && this.#nemesis.crash(component, component.crash);
    return crash && this.#outage(crash);
  }

  restartOf(component: Component): Offer {
    return this.#outage(this.#nemesis.restart(component));
  }

  /** A crash or a restart; where things are taken at once, what it brings about hangs on the state. */
  #outage(action: Action): Offer {
    const always = this.#always(action, this.#world.slotOf.down(action.component));
    if (this.#world.system.isAtOnce === undefined) return always;
    const remembered = new Remembered();
    const { memo, reads, known } = remembered;
    return { ...always, memo, reads, known, actions: (state) => this.#reactor.outage(action, remembered, state), decidedBy: () => [...always.decidedBy(), ...reads], knowledge: () => reads.size };
  }

  of(slot: number, held: number): Possibility {
    const known = (this.#known[slot] ??= []);
    this.#held = held;
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
        return this.#ofSilence(this.#world.component(first, second), second, this.#world.slots.slot(name));
      default:
        return nothing;
    }
  }

  #inputs(component: Component, offers: readonly Offer[]): Possibility {
    return offers.length === 0 ? nothing : { down: this.#world.slotOf.down(component.name), offers, noted: { generation: 0, knowledge: 0, ofOffers: 0 } };
  }

  /** A fault or a restart: it reads nothing, and can be taken wherever it is offered and can be paid for. */
  #always(action: Action, home: number, value?: number): Offer {
    const actions = [action];
    const down = this.#world.slotOf.down(action.component);
    return {
      number: this.#offers++,
      component: action.component,
      homes: new Map([[home, new Set<number>()]]),
      value,
      isQueued: false,
      memo: undefined,
      isVisible: undefined,
      actions: () => actions,
      predecessors: () => new Set(),
      conditions: () => [down, ...(value === undefined ? [home] : [])],
      closedBy: (state) => (action.kind !== 'restart' && (state[down] ?? 0) !== 0 ? down : undefined),
      isUnderWay: (state) => value !== undefined && this.#holds(state, home, value),
      follows: () => [],
      waitsFor: () => undefined,
      decidedBy: () => [down],
      knowledge: () => 0,
      gates: new Set(),
      reads: new Set(),
      known: actions,
    };
  }

  #ofPart(component: Component, part: string, value: number): Possibility {
    const content = this.#world.values.value(value) ?? null;
    const home = this.#world.slotOf.part(component.name, part);
    return this.#inputs(component, internalsOf(this.#world, component, content, part).map((internal) => this.#stimulus(givenInternal(component, internal), home)));
  }

  #ofChannel(from: string, to: Component, content: number): Possibility {
    const channel = this.#world.channel(from, to.name);
    const messages = this.#world.contents.get(content);
    const different = channel.order === 'fifo' ? [...new Set(messages)] : this.#world.inTextOrder([...new Set(messages)]);
    const deliverable = channel.order === 'fifo' ? messages.slice(0, 1) : different;
    const slot = this.#world.slotOf.channel(from, to.name);
    const deliveries = deliverable.map((id) => this.#stimulus(givenMessage(this.#world, from, to, this.#world.values.value(id) ?? null), slot, id));
    return this.#inputs(to, [...deliveries, ...different.flatMap((id) => this.#faultsOf(from, to.name, slot, id))]);
  }

  /** What may strike a message, whatever else is under way beside it. */
  #faultsOf(from: string, to: string, slot: number, id: number): readonly Offer[] {
    const key = `${slot}\n${id}`;
    let offers = this.#messageFaults.get(key);
    if (offers === undefined) {
      const faults = (this.#world.channel(from, to).faults ?? []).flatMap((fault) => this.#nemesis.channelFault(from, to, id, fault) ?? []);
      this.#messageFaults.set(key, (offers = faults.map((fault) => this.#always(fault, slot, id))));
    }
    return offers;
  }

  #ofHistory(log: string, reader: Component, content: number): Possibility {
    const head = this.#world.contents.get(content)[0];
    if (head === undefined) return nothing;
    const entry = this.#world.values.value(head) ?? null;
    return this.#inputs(reader, [this.#stimulus(givenEntry(this.#world, log, reader, entry), this.#world.slotOf.pending(log, reader.name), head)]);
  }

  #ofCursor(log: string, reader: Component, value: number): Possibility {
    const slot = this.#world.slotOf.cursor(log, reader.name);
    if (value === cursor.broken) return this.#inputs(reader, [this.#stimulus(givenBroken(log, reader), slot)]);
    const fault = value === cursor.open ? this.#nemesis.breakWatch(log, reader.name) : undefined;
    return this.#inputs(reader, fault === undefined ? [] : [this.#always(fault, slot)]);
  }

  #ofSilence(observer: Component, of: string, slot: number): Possibility {
    return this.#inputs(observer, [this.#stimulus({ component: observer, input: { kind: 'silence', of }, label: `${observer.name} notices the silence of ${of}`, kind: 'timer' }, slot)]);
  }

  /** One stimulus a (component, input): its memo is shared by all the states that offer it. */
  #stimulus({ component, input: given, label, kind }: Given, home: number, value?: number): Offer {
    const { values } = this.#world;
    const id = values.intern(given, `input of ${component.name}`);
    const key = `${component.name}\n${kind}\n${label}\n${id}`;
    let offer = this.#stimuli.get(key);
    if (offer === undefined) {
      if (kind === 'timer') this.hasTimers = true;
      // The frozen copy: all who offer an equal input share it, whoever came first.
      const input = values.value(id) as Input;
      const stimulus: Stimulus = { component, input, label, kind, consume: this.#consume(component, input), remembered: new Remembered() };
      const isVisible = input.kind === 'entry' ? this.#visibility.of(component.name, input.log) : undefined;
      const { memo, reads, known, gates } = stimulus.remembered;
      const homes = new Map<number, Set<number>>();
      const conditions = (): readonly number[] => this.#conditions(component.name, input, homes);
      const servers = (): readonly Server[] => (input.kind === 'entry' ? this.#visibility.servers(component.name, input.log) : []);
      const via = input.kind === 'entry' ? this.#world.slotOf.via(input.log, component.name) : undefined;
      const follows = (): readonly number[] => servers().map(({ pending }) => pending);
      const isQueued = input.kind === 'entry' || (input.kind === 'message' && this.#world.channel(input.from, component.name).order === 'fifo');
      const predecessors = this.#predecessorsIn(homes, value);
      offer = {
        number: this.#offers++,
        component: component.name,
        homes,
        value,
        isQueued,
        memo,
        isVisible,
        actions: (state) => this.#reactor.actions(stimulus, state),
        predecessors,
        conditions,
        closedBy: this.#closing(component.name, input),
        isUnderWay: (state) => value !== undefined && [...homes.keys()].some((slot) => this.#holds(state, slot, value)),
        follows,
        waitsFor: (state) => (memo.find(this.#world.slots, state)?.every((action) => !affordable(state, action)) ? memo.path(this.#world.slots, state) : undefined),
        decidedBy: () => [...conditions(), ...follows(), ...reads],
        knowledge: () => reads.size + (via === undefined ? 0 : this.#world.slots.heldIn(via).length),
        gates,
        reads,
        known,
      };
      this.#stimuli.set(key, offer);
    }
    const holding = offer.homes.get(home);
    if (holding === undefined) {
      offer.homes.set(home, new Set([this.#held]));
      if (offer.homes.size > 1) this.#world.slots.noteHome();
    } else holding.add(this.#held);
    return offer;
  }

  /** {@link Offer.closedBy}; the slots are looked up once. */
  #closing(component: string, input: Input): Offer['closedBy'] {
    const down = this.#world.slotOf.down(component);
    const closedBy = input.kind === 'entry' ? this.#visibility.closing(component, input.log) : undefined;
    return (state) => ((state[down] ?? 0) !== 0 ? down : closedBy?.(state));
  }

  #holds(state: Int32Array, slot: number, value: number): boolean {
    const { slots, contents } = this.#world;
    return contents.get(slots.decode(slot, state[slot] ?? 0)).includes(value);
  }

  /** {@link Offer.predecessors}; only what a slot has come to hold since it was asked last is looked at. */
  #predecessorsIn(homes: ReadonlyMap<number, unknown>, value: number | undefined): () => ReadonlySet<number> {
    const { slots, contents } = this.#world;
    const found = new Set<number>();
    const looked = new Map<number, number>();
    return () => {
      if (value === undefined) return found;
      for (const slot of homes.keys()) {
        const held = slots.heldIn(slot);
        for (let place = looked.get(slot) ?? 0; place < held.length; place++) {
          const queue = contents.get(held[place] as number);
          for (let index = 1; index < queue.length; index++) if (queue[index] === value) found.add(queue[index - 1] as number);
        }
        looked.set(slot, held.length);
      }
      return found;
    };
  }

  #conditions(component: string, input: Input, homes: ReadonlyMap<number, unknown>): readonly number[] {
    const { slotOf } = this.#world;
    const down = slotOf.down(component);
    if (input.kind === 'message') return [down];
    if (input.kind !== 'entry') return [down, ...homes.keys()];
    const own = [slotOf.cursor(input.log, component), slotOf.via(input.log, component)];
    return [down, ...own, ...this.#visibility.servers(component, input.log).map((server) => server.cursor)];
  }

  #consume(component: Component, input: Input): Stimulus['consume'] {
    const { values, slotOf } = this.#world;
    switch (input.kind) {
      case 'internal':
        return [];
      case 'message': {
        if (this.#world.channel(input.from, component.name).duplicating) return [];
        return [this.#compiler.take(this.#world.slotOf.channel(input.from, component.name), values.intern(input.message, 'message'))];
      }
      case 'entry': {
        return [this.#compiler.take(this.#world.slotOf.pending(input.log, component.name), values.intern(input.entry, 'entry'))];
      }
      case 'broken': {
        const slot = slotOf.cursor(input.log, component.name);
        return [setting(slot, cursor.parked)];
      }
      case 'silence': {
        const slot = slotOf.silence(input.of, component.name);
        return [setting(slot, 0)];
      }
    }
  }
}
