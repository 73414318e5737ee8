import { free, noActions, type Action, type ActionKind } from './action.ts';
import { sameJson } from './canonical.ts';
import type { Change, Touch } from './change.ts';
import type { Compiler } from './compiler.ts';
import type { Check, Component, Input, Reaction } from './component.ts';
import { ModelError } from './errors.ts';
import { type ReadTree } from './readTree.ts';
import { Tracer, viewOf } from './tracer.ts';
import { slotName, type World } from './world.ts';

/** One input of one component: its reactions are computed once for each combination of the parts they read. */
export interface Stimulus {
  readonly component: Component;
  readonly input: Input;
  readonly label: string;
  readonly kind: ActionKind;
  /** Takes the input away from where it waits (its channel, its history). */
  readonly consume: readonly Change[];
  readonly memo: ReadTree<readonly Action[]>;
  /** All keys that reactions to it have read, and all actions that they were. */
  readonly reads: Set<number>;
  readonly known: Action[];
  /** What it has read whenever it came to nothing, or only to what has to be paid for. */
  readonly gates: Set<number>;
}

export type NumberActions = () => number;

/** Computes, checks and compiles reactions. */
export class Reactor {
  readonly #world: World;
  readonly #compiler: Compiler;
  readonly #nextNumber: NumberActions;
  #computed = 0;
  readonly #computedBy = new Map<string, number>();
  readonly #checks = new Map<Component, Check>();

  constructor(world: World, compiler: Compiler, nextNumber: NumberActions) {
    this.#world = world;
    this.#compiler = compiler;
    this.#nextNumber = nextNumber;
  }

  actions(stimulus: Stimulus, vector: Int32Array): readonly Action[] {
    const known = stimulus.memo.find(this.#world.slots, vector);
    if (known !== undefined) return known;
    this.#count(stimulus.component.name);
    const tracer = new Tracer(this.#world, vector);
    const reactions = this.#react(stimulus, tracer);
    if (this.#isToBeRepeated()) this.#mustBeSame(stimulus, reactions, this.#react(stimulus, new Tracer(this.#world, vector)));
    this.#mustBeTellable(stimulus, reactions);
    const actions = reactions.flatMap((reaction) => this.#compile(stimulus, reaction, tracer.reads));
    stimulus.memo.add(tracer.reads, actions.length === 0 ? noActions : actions);
    for (let index = 0; index < tracer.reads.length; index += 2) {
      stimulus.reads.add(tracer.reads[index] ?? 0);
      if (actions.every(({ costs }) => costs.length > 0)) stimulus.gates.add(tracer.reads[index] ?? 0);
    }
    stimulus.known.push(...actions);
    this.#world.slots.learn();
    return actions;
  }

  /** How many reactions of a component were computed; all others were remembered. */
  computed(component: string): number {
    return this.#computedBy.get(component) ?? 0;
  }

  #count(component: string): void {
    this.#computed++;
    this.#computedBy.set(component, this.computed(component) + 1);
  }

  /** Computing a reaction twice finds nondeterminism; after the first thousand, every eighth is enough. */
  #isToBeRepeated(): boolean {
    return this.#computed <= 1000 || this.#computed % 8 === 0;
  }

  #react({ component, input }: Stimulus, tracer: Tracer): readonly Reaction[] {
    let check = this.#checks.get(component);
    if (check === undefined) this.#checks.set(component, (check = this.#world.guards.checkFor(component)));
    try {
      return component.react(viewOf(tracer, component.name), input, check);
    } catch (reason) {
      if (reason instanceof TypeError && /read only|not extensible|Cannot delete/.test(reason.message)) {
        throw new ModelError(`${component.name} mutates its state or a message: ${reason.message}`, 'return a changed copy: { ...state, field: value }');
      }
      throw reason;
    }
  }

  #mustBeSame({ component, label }: Stimulus, reactions: readonly Reaction[], again: readonly Reaction[]): void {
    if (!sameJson(reactions, again)) {
      throw new ModelError(`${component.name} is nondeterministic: the same state and input (${label}) gave two answers`, 'a component may read no clock, no random source and no variable of its own; return several reactions instead');
    }
  }

  #mustBeTellable({ component, label }: Stimulus, reactions: readonly Reaction[]): void {
    if (new Set(reactions.map((reaction) => reaction.label)).size < reactions.length) {
      throw new ModelError(`${component.name} may react in ${reactions.length} ways to ${label}, and two have the same label`, 'give each reaction a label of its own: a schedule names its choices by label');
    }
  }

  /** @param reads what it has read, keys and values in turn */
  #compile(stimulus: Stimulus, reaction: Reaction, reads: readonly number[]): readonly Action[] {
    const { name } = stimulus.component;
    const costs: number[] = [];
    for (const fault of reaction.faults ?? []) {
      const budget = this.#world.system.faults?.[fault] ?? 0;
      if (budget === 0) return [];
      if (budget !== 'unlimited') costs.push(this.#world.slots.slot(slotName.budget(fault)));
    }
    const changes: readonly Change[] = [
      ...stimulus.consume,
      ...Object.entries(reaction.set ?? {})
        .map(([part, value]) => this.#compiler.set(name, part, value))
        .filter((change) => change.touches().some((touch) => !isAsRead(touch, reads))),
      ...(reaction.cursors ?? []).map((move) => this.#compiler.move(name, move)),
      ...(reaction.append ?? []).map((append) => this.#compiler.append(name, append)),
      ...(reaction.send ?? []).map((send) => this.#compiler.send(name, send)),
    ];
    return [
      {
        number: this.#nextNumber(),
        label: reaction.label === undefined ? stimulus.label : `${stimulus.label} [${reaction.label}]`,
        kind: (reaction.faults ?? []).length > 0 ? 'fault' : stimulus.kind,
        component: name,
        happening: { kind: 'reaction', component: name, input: stimulus.input, reaction },
        costs: costs.length === 0 ? free : costs,
        changes,
      },
    ];
  }
}

/** Whether a slot is to hold what was read in it. */
function isAsRead({ slot, value }: Touch, reads: readonly number[]): boolean {
  for (let index = 0; index < reads.length; index += 2) if (reads[index] === slot) return reads[index + 1] === value;
  return false;
}
