import { free, type Action } from './action.ts';
import type { Actions } from './actions.ts';
import { mapping, replacing, type Change, type Touch, type Vector } from './change.ts';
import type { Compiler } from './compiler.ts';
import type { ChannelFault } from './channel.ts';
import { initialParts, type Component, type CrashSemantics, type Parts } from './component.ts';
import { strikeOf } from './stimulus.ts';
import { Tracer, viewOf } from './tracer.ts';
import { cursor, slotFields, slotName, type World } from './world.ts';

/** What the nemesis may do: actions that cost a fault of the budget, and the restarts that follow crashes. */
export class Nemesis {
  readonly #world: World;
  readonly #compiler: Compiler;
  readonly #actions: Actions;

  constructor(world: World, compiler: Compiler, actions: Actions) {
    this.#world = world;
    this.#compiler = compiler;
    this.#actions = actions;
  }

  /** The budget slots that a fault costs; undefined when the budget never had it. */
  #costs(fault: string): readonly number[] | undefined {
    const budget = this.#world.system.faults?.[fault] ?? 0;
    if (budget === 0) return undefined;
    return budget === 'unlimited' ? free : [this.#world.slotOf.budget(fault)];
  }

  channelFault(from: string, to: string, messageId: number, fault: ChannelFault): Action | undefined {
    const costs = this.#costs(fault.name);
    if (costs === undefined) return undefined;
    const message = this.#world.values.value(messageId) ?? null;
    const change = this.#faultChange(from, to, messageId, fault);
    if (change === undefined) return undefined;
    return this.#actions.make(strikeOf(this.#world, fault.name, from, to, message), costs, [change]);
  }

  #faultChange(from: string, to: string, messageId: number, fault: ChannelFault): Change | undefined {
    const { contents, values, slots, slotOf } = this.#world;
    const channel = this.#world.channel(from, to);
    const effect = fault.apply(values.value(messageId) ?? null, from, to);
    if (effect === undefined) return undefined;
    const slot = slotOf.channel(from, to);
    const put = effect.put.map((message) => values.intern(message, `what ${fault.name} leaves of a message of ${from} to ${to}`));
    // What a fault sends in place of a message comes from the one whom the message was for.
    const sends = (effect.send ?? []).map((send) => this.#compiler.send(to, send));
    const replace = mapping(slots, { slot, how: 'take', value: messageId }, (content) => contents.replace(content, messageId, put, channel));
    return {
      apply(next) {
        replace.apply(next);
        for (const send of sends) send.apply(next);
      },
      touches: () => [...replace.touches(), ...put.map((value) => ({ slot, how: channel.order === 'fifo' ? ('set' as const) : channel.duplicating ? ('include' as const) : ('add' as const), value: channel.order === 'fifo' ? undefined : value })), ...sends.flatMap((send) => send.touches())],
    };
  }

  breakWatch(log: string, reader: string): Action | undefined {
    const fault = this.#world.log(log, reader).breakFault;
    const costs = fault === undefined ? undefined : this.#costs(fault);
    if (fault === undefined || costs === undefined) return undefined;
    const slot = this.#world.slotOf.cursor(log, reader);
    const via = this.#world.slotOf.via(log, reader);
    const change = replacing([slot, via], (next) => {
      next.set(slot, cursor.broken);
      next.set(via, 0);
    });
    return this.#actions.make({ label: `${fault}: ${reader} watching ${log}`, kind: 'fault', component: reader, happening: { kind: 'watch broken', log, reader } }, costs, [change]);
  }

  crash(component: Component, semantics: CrashSemantics): Action | undefined {
    const costs = this.#costs(semantics.fault);
    if (costs === undefined) return undefined;
    const { name } = component;
    const change: Change = { apply: (next) => this.#crashChange(component, semantics, next), touches: () => this.#crashTouches(component, semantics) };
    return this.#actions.make({ label: `${semantics.fault}: ${name}`, kind: 'fault', component: name, happening: { kind: 'crash', component: name } }, costs, [change]);
  }

  /** It runs again; whoever has not noticed its silence by now never will, and it will notice who is silent now. */
  restart(component: Component): Action {
    const { slots, slotOf } = this.#world;
    const observed = this.#world.system.components
      .filter(({ crash }) => crash?.observers?.includes(component.name))
      .map(({ name }) => ({ down: slotOf.down(name), silence: slotOf.silence(name, component.name) }));
    const cleared = [slotName.down(component.name), ...(component.crash?.observers ?? []).map((observer) => slotName.silence(component.name, observer))].map((name) => slots.slot(name));
    const change = replacing([...cleared, ...observed.map(({ silence }) => silence)], (next) => {
      for (const slot of cleared) next.set(slot, 0);
      for (const { down, silence } of observed) if (next.get(down) === 1) next.set(silence, 1);
    });
    return this.#actions.make({ label: `restart: ${component.name}`, kind: 'restart', component: component.name, happening: { kind: 'restart', component: component.name } }, free, [change]);
  }

  /** All that a crash may change, of what there is by now. */
  #crashTouches({ name }: Component, { observers = [] }: CrashSemantics): readonly Touch[] {
    const { slots, values, slotOf } = this.#world;
    const itself = values.intern(name, 'a name');
    const histories = ['cursor', 'pending', 'place', 'via'].flatMap((kind) => slots.withPrefix(`${kind}\n`));
    const broken = slots.withPrefix('via\n').filter((via) => slots.heldIn(via).includes(itself));
    const answers = this.#world.system.components.map((other) => slotName.channel(name, other.name)).filter((channel) => slots.has(channel));
    return [
      ...[
        ...slots.withPrefix(slotName.part(name, '')),
        ...slots.withPrefix(slotName.channel('', name)),
        ...histories.filter((slot) => slotFields(slots.name(slot))[1] === name),
        // The watches of whoever reads through it break.
        ...broken.flatMap((via) => [via, slots.slot(slots.name(via).replace(/^via/, 'cursor'))]),
        ...observers.map((observer) => slotOf.silence(name, observer)),
        slotOf.down(name),
      ].map((slot) => ({ slot, how: 'set' as const, empties: true })),
      // Whoever waits for it gets an error.
      ...answers.map((channel) => ({ slot: slots.slot(channel), how: 'add' as const })),
    ];
  }

  /** Memory is lost, connections break, observers will notice. Not memoised: a crash is rare in any run. */
  #crashChange(component: Component, semantics: CrashSemantics, next: Vector): void {
    const { name } = component;
    const { slots, slotOf } = this.#world;
    const effects = semantics.effects?.(viewOf(new Tracer(this.#world, next.state()), name)) ?? {};
    const fresh: Parts = semantics.fresh ?? initialParts(component)[0] ?? {};
    for (const slot of slots.withPrefix(slotName.part(name, ''))) {
      const part = slotFields(slots.name(slot))[1] ?? '';
      if (!semantics.durable(part)) next.set(slot, 0);
    }
    for (const [part, value] of Object.entries(fresh)) {
      if (!semantics.durable(part)) this.#compiler.set(name, part, value).apply(next);
    }
    for (const [part, value] of Object.entries(effects.set ?? {})) this.#compiler.set(name, part, value).apply(next);
    for (const send of effects.send ?? []) this.#compiler.send(name, send).apply(next);
    this.#resetConnections(name, next);
    this.#breakCursors(name, next);
    for (const observer of semantics.observers ?? []) next.set(slotOf.silence(name, observer), 1);
    next.set(slotOf.down(name), 1);
  }

  #resetConnections(to: string, next: Vector): void {
    const { slots, contents } = this.#world;
    for (const slot of slots.withPrefix(slotName.channel('', to))) {
      const from = slotFields(slots.name(slot))[1] ?? '';
      const fault = this.#world.channel(from, to).onReceiverCrash;
      if (fault === undefined) continue;
      for (const messageId of contents.get(next.value(slot))) this.#faultChange(from, to, messageId, fault)?.apply(next);
    }
  }

  #breakCursors(name: string, next: Vector): void {
    const { slots, values, slotOf } = this.#world;
    for (const slot of slots.withPrefix('cursor\n')) {
      const [log = '', reader = ''] = slotFields(slots.name(slot));
      if (next.get(slot) === cursor.none) continue;
      // Through whom it read is forgotten with the watch, or states that are the same in all that matters would differ.
      const via = slotOf.via(log, reader);
      if (reader === name) {
        next.set(slot, cursor.none);
        next.set(via, 0);
        next.set(slotOf.pending(log, reader), 0);
        next.set(slotOf.place(log, reader), 0);
      } else if (values.value(next.value(via)) === name && next.get(slot) === cursor.open) {
        next.set(slot, cursor.broken);
        next.set(via, 0);
      }
    }
  }
}
