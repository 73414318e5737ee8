import { initialParts, type Component, type CrashSemantics, type Parts, type Send } from './component.ts';
import type { Course } from './course.ts';
import { once } from './once.ts';
import { viewOf } from './tracer.ts';
import { cursor } from './world.ts';

/** What a component has when it starts anew, apart from what survives. */
const freshParts = new WeakMap<Component, Parts>();

/**
 * A crash where things are taken at once: as in `Nemesis`, but what it hangs on is read, and what it brings about (broken watches, answers to
 * those who wait) is told.
 */
export function crashed(course: Course, component: Component, semantics: CrashSemantics, send: (from: string, send: Send) => void): void {
  const { name } = component;
  const { slotOf, queryOf } = course.world;
  const effects = semantics.effects?.(viewOf(course.tracer, name)) ?? {};
  for (const part of course.tracer.names(queryOf.part(name, ''))) if (!semantics.durable(part)) course.put(slotOf.part(name, part), 0);
  course.setParts(name, once(freshParts, component, () => Object.fromEntries(Object.entries(semantics.fresh ?? initialParts(component)[0] ?? {}).filter(([part]) => !semantics.durable(part)))));
  course.setParts(name, effects.set ?? {});
  course.put(slotOf.down(name), 1);
  for (const from of course.tracer.names(queryOf.held(name))) course.put(slotOf.held(from, name), 0);
  for (const log of course.tracer.names(queryOf.unread(name))) course.put(slotOf.unread(log, name), 0);
  for (const observer of semantics.observers ?? []) course.put(slotOf.silence(name, observer), 1);
  for (const each of effects.send ?? []) send(name, each);
  for (const from of course.tracer.names(queryOf.channel(name))) resetConnection(course, from, name, send);
  breakCursors(course, name);
}

/** It runs again, and finds what has waited for it meanwhile. */
export function restarted(course: Course, component: Component): void {
  const { name } = component;
  const { slotOf, queryOf } = course.world;
  course.put(slotOf.down(name), 0);
  for (const observer of component.crash?.observers ?? []) course.put(slotOf.silence(name, observer), 0);
  for (const { name: other, crash } of course.world.system.components) {
    if (crash?.observers?.includes(name) && course.tracer.isDown(other)) course.put(slotOf.silence(other, name), 1);
  }
  for (const part of course.tracer.names(queryOf.part(name, ''))) course.waiting.push({ kind: 'part', component: name, part });
  for (const from of course.tracer.names(queryOf.channel(name))) course.waiting.push({ kind: 'channel', from, to: name });
  for (const { name: log } of course.world.system.logs ?? []) if (course.tracer.read(slotOf.cursor(log, name)) === cursor.open) course.waiting.push({ kind: 'entry', log, reader: name });
}

/** Of each message what the break of its connection leaves; whoever waits gets an error. */
function resetConnection(course: Course, from: string, to: string, send: (from: string, send: Send) => void): void {
  const { contents, values, slotOf } = course.world;
  const channel = course.world.channel(from, to);
  const fault = channel.onReceiverCrash;
  if (fault === undefined) return;
  let content = course.settle(slotOf.channel(from, to));
  // What was interned first must not decide what is taken first.
  const ids = contents.get(content);
  for (const id of channel.order === 'fifo' ? ids : course.world.inTextOrder(ids)) {
    const effect = fault.apply(values.value(id) ?? null, from, to);
    if (effect === undefined) continue;
    content = contents.replace(content, id, effect.put.map((message) => values.intern(message, `what ${fault.name} leaves of a message of ${from} to ${to}`)), channel);
    for (const each of effect.send ?? []) send(to, each);
  }
  course.putContent(slotOf.channel(from, to), content);
}

function breakCursors(course: Course, name: string): void {
  const { slots, slotOf } = course.world;
  for (const slot of course.tracer.present(slots.query('cursor\n'))) {
    const [log = '', reader = ''] = course.world.fields(slot);
    if (reader === name) {
      for (const field of [slotOf.cursor, slotOf.via, slotOf.pending, slotOf.place]) course.put(field(log, reader), 0);
    } else if (course.via(log, reader) === name && course.tracer.read(slotOf.cursor(log, reader)) === cursor.open) {
      course.put(slotOf.cursor(log, reader), cursor.broken);
      course.put(slotOf.via(log, reader), 0);
      course.waiting.push({ kind: 'broken', log, reader });
    }
  }
}
