import type { ActionStep } from './action.ts';
import type { ChannelFault } from './channel.ts';
import type { Compiler } from './compiler.ts';
import type { Component, Reaction, Send } from './component.ts';
import { Course, type Brought } from './course.ts';
import { ModelError } from './errors.ts';
import type { Json } from './json.ts';
import { crashed, restarted } from './outage.ts';
import { forPairs } from './pairs.ts';
import { givenBroken, givenEntry, givenInternal, givenMessage, internalsOf, stepOf, strikeOf, type Given } from './stimulus.ts';
import type { IsAtOnce } from './system.ts';
import type { Tracer } from './tracer.ts';
import { cursor, type World } from './world.ts';

const none: readonly Course[] = [];

/** Steps that are taken as one before it is clear that they go round for ever, and ways in which they may go before that is no single action any more. */
const mostSteps = 10_000;
const mostCourses = 10_000;
const letWait = 'let one of these inputs wait: see isAtOnce of the system';

type Handed = Extract<Brought, { readonly kind: 'message' }>;

/** The ways in which a component may react, as far as there is budget for them. */
export type ReactionsTo = (given: Given, tracer: Tracer) => readonly Reaction[];

/**
 * Takes what a step brings about in that same step, if the system has such inputs ({@link System.isAtOnce}): a message is handed over, an
 * internal input acted on, an entry read, in the order in which they have come up, and what that brings about in its turn. What
 * cannot be taken now waits like any other input, until its component has done something else. So each course is a run of
 * the system that takes nothing at once.
 */
export class AtOnce {
  readonly #world: World;
  readonly #compiler: Compiler;
  readonly #reactionsTo: ReactionsTo;
  readonly #isAtOnce: IsAtOnce;
  /** By slot of a part and by what it holds, the input that this enables and that is to be taken at once; false when there is none. */
  readonly #internals: (Given | false | undefined)[][] = [];
  /** What strikes messages of a channel and happens at all. */
  readonly #striking: (from: string, to: string) => readonly ChannelFault[];

  constructor(world: World, compiler: Compiler, reactionsTo: ReactionsTo, isAtOnce: IsAtOnce) {
    this.#world = world;
    this.#striking = forPairs((from, to) => (world.channel(from, to).faults ?? []).filter(({ name }) => world.happens(name)));
    this.#compiler = compiler;
    this.#reactionsTo = reactionsTo;
    this.#isAtOnce = isAtOnce;
  }

  /** The courses that a reaction to an input that has waited may take. */
  afterReaction(given: Given, reaction: Reaction, tracer: Tracer): readonly Course[] {
    return this.#runOut(tracer, (course) => {
      course.consume(given);
      this.#react(course, given, reaction);
    });
  }

  /** The courses that a crash, or a restart, may take. */
  afterOutage(component: Component, kind: 'crash' | 'restart', step: ActionStep, tracer: Tracer): readonly Course[] {
    return this.#runOut(tracer, (course) => {
      course.steps.push(step);
      if (kind === 'restart') restarted(course, component);
      else if (component.crash !== undefined) {
        course.faults.push(component.crash.fault);
        crashed(course, component, component.crash, (from, send) => this.#send(course, from, send));
      }
    });
  }

  #runOut(tracer: Tracer, begin: (course: Course) => void): readonly Course[] {
    const first = new Course(this.#world, this.#compiler, tracer);
    begin(first);
    const done: Course[] = [];
    for (const under = [first]; under.length > 0; ) {
      const course = under.pop() as Course;
      if (course.steps.length > mostSteps) throw new ModelError(`what ${this.#nameOf(course)} brings about at once goes round for ever`, letWait);
      if (done.length + under.length > mostCourses) throw new ModelError(`what ${this.#nameOf(course)} brings about at once can go in more than ${mostCourses} ways`, letWait);
      const next = course.waiting.shift();
      if (next === undefined) done.push(course);
      else {
        const ways = this.#goOn(course, next);
        for (let index = ways.length - 1; index >= 0; index--) under.push(ways[index] as Course);
      }
    }
    return done;
  }

  #nameOf({ steps }: Course): string {
    return steps[0]?.label ?? 'a step';
  }

  #react(course: Course, given: Given, reaction: Reaction): void {
    course.steps.push(stepOf(given, reaction));
    course.react(given, reaction, (send) => this.#send(course, given.component.name, send));
  }

  #send(course: Course, from: string, send: Send): void {
    if (this.#isHandedOver(from, send)) course.waiting.push({ kind: 'message', from, to: send.to, message: this.#compiler.message(from, send) });
    else course.send(from, send);
  }

  #isHandedOver(from: string, { to, message }: Send): boolean {
    const { order, duplicating } = this.#world.channel(from, to);
    return order !== 'fifo' && duplicating !== true && this.#isAtOnce(this.#world.component(to, from), { kind: 'message', from, message });
  }

  /** The course with that taken, in each way in which it can be. */
  #goOn(course: Course, next: Brought): readonly Course[] {
    switch (next.kind) {
      case 'message': {
        const { from, to, message } = next;
        const struck = course.isStruck ? [] : this.#struck(course, next);
        return [...(this.#taken(course, givenMessage(this.#world, from, this.#world.component(to, from), message), true) ?? [this.#held(course, next)]), ...struck];
      }
      case 'channel':
        return this.#fromChannel(course, next);
      case 'broken': {
        const given = givenBroken(next.log, this.#world.component(next.reader, next.log));
        const isStillBroken = course.tracer.read(this.#world.slotOf.cursor(next.log, next.reader)) === cursor.broken;
        return (isStillBroken && this.#isAtOnce(given.component, given.input) ? this.#taken(course, given) : undefined) ?? [course];
      }
      case 'part': {
        const internal = this.#internalOf(course, this.#world.component(next.component, next.part), next.part);
        return (internal && this.#taken(course, internal)) ?? [course];
      }
      case 'entry':
        return this.#entry(course, next.log, this.#world.component(next.reader, next.log));
    }
  }

  /** The ways in which an input is taken; undefined when it cannot be taken now. @param isHandedOver whether it waits nowhere */
  #taken(course: Course, given: Given, isHandedOver = false): readonly Course[] | undefined {
    if (course.tracer.isDown(given.component.name)) return undefined;
    const reactions = this.#reactionsTo(given, course.tracer);
    // What only a fault makes possible waits: whether there is budget for it is asked of actions, not of what is part of one.
    if (reactions.every(({ faults = [] }) => faults.length > 0)) return undefined;
    const ways = reactions.map((_, index) => (index === 0 ? course : course.fork()));
    for (const [index, reaction] of reactions.entries()) {
      const way = ways[index] as Course;
      if (!isHandedOver) way.consume(given);
      if (reaction.label !== undefined) way.choices.push(`${given.label}: ${reaction.label}`);
      this.#react(way, given, reaction);
    }
    return ways;
  }

  /** What strikes messages under way strikes one that is handed over, too, but only one in a course; what is left of it is handed over then. */
  #struck(course: Course, { from, to, message }: Handed): readonly Course[] {
    const faults = this.#striking(from, to);
    if (faults.length === 0 || course.tracer.isDown(to)) return none;
    return faults.flatMap((fault) => {
      const effect = fault.apply(message, from, to);
      if (effect === undefined) return [];
      const way = course.fork();
      const step = strikeOf(this.#world, fault.name, from, to, message);
      way.faults.push(fault.name);
      way.choices.push(step.label);
      way.steps.push(step);
      way.isStruck = true;
      for (const left of effect.put) way.waiting.push({ kind: 'message', from, to, message: this.#compiler.message(from, { to, message: left }) });
      for (const send of effect.send ?? []) this.#send(way, to, send);
      return way;
    });
  }

  #held(course: Course, { from, to, message }: Handed): Course {
    course.send(from, { to, message });
    if (!course.tracer.isDown(to)) course.put(this.#world.slotOf.held(from, to), 1);
    return course;
  }

  #fromChannel(course: Course, { from, to }: Extract<Brought, { readonly kind: 'channel' }>): readonly Course[] {
    const component = this.#world.component(to, from);
    const messages = this.#world.underway(from, to, course.settle(this.#world.slotOf.channel(from, to))).filter((message) => this.#isHandedOver(from, { to, message }));
    for (const message of messages) {
      const ways = this.#taken(course, givenMessage(this.#world, from, component, message));
      if (ways === undefined) continue;
      for (const way of ways) way.waiting.push({ kind: 'channel', from, to });
      return ways;
    }
    course.put(this.#world.slotOf.held(from, to), messages.length > 0 && !course.tracer.isDown(to) ? 1 : 0);
    return [course];
  }

  #entry(course: Course, log: string, reader: Component): readonly Course[] {
    const entry = entryFor(course, log, reader.name);
    const given = entry === undefined ? undefined : givenEntry(this.#world, log, reader, entry);
    if (given === undefined || !this.#isAtOnce(reader, given.input)) return [course];
    const isUnread = course.tracer.read(this.#world.slotOf.unread(log, reader.name)) !== 0;
    const ways = this.#taken(course, given);
    if (ways !== undefined) {
      if (isUnread) for (const way of ways) way.put(this.#world.slotOf.unread(log, reader.name), 0);
    } else if (!course.tracer.isDown(reader.name)) course.put(this.#world.slotOf.unread(log, reader.name), 1);
    return ways ?? [course];
  }

  /** The first input that a part enables and that is to be taken at once. */
  #internalOf(course: Course, component: Component, part: string): Given | undefined {
    if (component.internals === undefined) return undefined;
    const { slots, slotOf, values } = this.#world;
    const slot = slotOf.part(component.name, part);
    const held = course.tracer.note(slot);
    if (held === 0) return undefined;
    const known = (this.#internals[slot] ??= []);
    return (known[held] ??= this.#findInternal(component, values.value(slots.decode(slot, held)) ?? null, part)) || undefined;
  }

  #findInternal(component: Component, content: Json, part: string): Given | false {
    const internal = internalsOf(this.#world, component, content, part).find(({ input, timer }) => !timer && this.#isAtOnce(component, { kind: 'internal', input }));
    return internal !== undefined && givenInternal(component, internal);
  }
}

/** The next entry that a reader may read now. */
function entryFor(course: Course, log: string, reader: string): Json | undefined {
  const { contents, values, slotOf } = course.world;
  if (course.tracer.read(slotOf.cursor(log, reader)) !== cursor.open) return undefined;
  const entries = contents.get(course.settle(slotOf.pending(log, reader)));
  const via = course.via(log, reader);
  if (typeof via === 'string' && entries.length > 0) {
    const its = course.tracer.read(slotOf.cursor(log, via));
    if (its === cursor.none || its === cursor.expired) return undefined;
    const { concerns } = course.world.log(log, reader);
    const unseen = contents.get(course.settle(slotOf.pending(log, via))).filter((id) => concerns?.(reader, values.value(id) ?? null) ?? true);
    if (entries.length <= unseen.length) return undefined;
  }
  return values.value(entries[0] ?? 0);
}
