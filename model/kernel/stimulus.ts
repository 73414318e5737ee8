import type { Action, ActionKind, ActionStep } from './action.ts';
import type { Change } from './change.ts';
import type { Component, Input, Internal, Reaction } from './component.ts';
import type { Json } from './json.ts';
import { ReadTree } from './readTree.ts';
import type { World } from './world.ts';

/** An input of a component, and what it is called. */
export interface Given {
  readonly component: Component;
  readonly input: Input;
  readonly label: string;
  readonly kind: ActionKind;
}

/** What something comes to, remembered by what it hangs on. */
export class Remembered {
  readonly memo = new ReadTree<readonly Action[]>();
  /** All keys that were read to find it out, and all actions that it was. */
  readonly reads = new Set<number>();
  readonly known: Action[] = [];
  /** What was read whenever it came to nothing, or only to what has to be paid for. */
  readonly gates = new Set<number>();

  /** @param reads keys and values in turn */
  add(reads: readonly number[], actions: readonly Action[]): void {
    const isOnlyFaults = actions.every(({ costs }) => costs.length > 0);
    this.memo.add(reads, actions);
    for (let index = 0; index < reads.length; index += 2) {
      this.reads.add(reads[index] ?? 0);
      if (isOnlyFaults) this.gates.add(reads[index] ?? 0);
    }
    this.known.push(...actions);
  }
}

/** One input of one component: its reactions are computed once for each combination of the parts they read. */
export interface Stimulus extends Given {
  /** Takes the input away from where it waits (its channel, its history). */
  readonly consume: readonly Change[];
  readonly remembered: Remembered;
}

export function givenMessage(world: World, from: string, component: Component, message: Json): Given {
  return { component, input: { kind: 'message', from, message }, label: `${from} → ${component.name}: ${world.describe(message)}`, kind: 'deliver' };
}

export function givenEntry(world: World, log: string, component: Component, entry: Json): Given {
  return { component, input: { kind: 'entry', log, entry }, label: `${component.name} ← watch ${log}: ${world.describe(entry)}`, kind: 'deliver' };
}

export function givenBroken(log: string, component: Component): Given {
  return { component, input: { kind: 'broken', log }, label: `${component.name} notices that its watch of ${log} broke`, kind: 'deliver' };
}

export function givenInternal(component: Component, { label, input, timer }: Internal): Given {
  return { component, input: { kind: 'internal', input }, label: `${component.name}: ${label}`, kind: timer ? 'timer' : 'internal' };
}

/** The internal inputs that a part enables, apart from those that come to nothing without a fault that never happens. */
export function internalsOf(world: World, component: Component, content: Json, part: string): readonly Internal[] {
  return (component.internals?.(content, part) ?? []).filter(({ fault }) => fault === undefined || world.happens(fault));
}

/** What it is to react to that in this way. */
export function stepOf({ component: { name }, input, label, kind }: Given, reaction: Reaction): ActionStep {
  return {
    label: reaction.label === undefined ? label : `${label} [${reaction.label}]`,
    kind: (reaction.faults ?? []).length > 0 ? 'fault' : kind,
    component: name,
    happening: { kind: 'reaction', component: name, input, reaction },
  };
}

/** What it is when a fault strikes a message under way. */
export function strikeOf(world: World, fault: string, from: string, to: string, message: Json): ActionStep {
  return { label: `${fault}: ${from} → ${to}: ${world.describe(message)}`, kind: 'fault', component: to, happening: { kind: 'channel fault', fault, from, to, message } };
}
