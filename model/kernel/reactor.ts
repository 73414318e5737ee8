import { free, noActions, type Action, type ActionStep } from './action.ts';
import type { Actions } from './actions.ts';
import { AtOnce } from './atOnce.ts';
import { sameJson } from './canonical.ts';
import type { Change, Touch } from './change.ts';
import type { Compiler } from './compiler.ts';
import type { Check, Component, Reaction } from './component.ts';
import type { Course } from './course.ts';
import { ModelError } from './errors.ts';
import { stepOf, type Given, type Remembered, type Stimulus } from './stimulus.ts';
import { Tracer, viewOf } from './tracer.ts';
import { Ways } from './ways.ts';
import type { World } from './world.ts';

/** Computes, checks and compiles reactions. */
export class Reactor {
  readonly #world: World;
  readonly #compiler: Compiler;
  readonly #actions: Actions;
  #computed = 0;
  readonly #computedBy = new Map<string, number>();
  readonly #checks = new Map<Component, Check>();
  readonly #ways = new Ways();
  readonly #atOnce: AtOnce | undefined;

  constructor(world: World, compiler: Compiler, actions: Actions) {
    this.#world = world;
    this.#compiler = compiler;
    this.#actions = actions;
    const { isAtOnce } = world.system;
    this.#atOnce = isAtOnce && new AtOnce(world, compiler, (given, tracer) => this.#reactionsOnce(given, tracer), isAtOnce);
  }

  actions(stimulus: Stimulus, vector: Int32Array): readonly Action[] {
    return this.#remember(stimulus.remembered, vector, (tracer) => {
      const atOnce = this.#atOnce;
      if (atOnce === undefined) return this.#reactions(stimulus, tracer).map((reaction) => this.#compile(stimulus, reaction, tracer.reads));
      return this.#reactionsOnce(stimulus, tracer).flatMap((reaction) => atOnce.afterReaction(stimulus, reaction, tracer)).map((course) => this.#compileCourse(course));
    });
  }

  /** What a crash, or a restart, comes to where things are taken at once. */
  outage({ happening, component, label, kind }: Action, remembered: Remembered, vector: Int32Array): readonly Action[] {
    return this.#remember(remembered, vector, (tracer) => {
      const courses = this.#atOnce?.afterOutage(this.#world.component(component, label), happening.kind === 'crash' ? 'crash' : 'restart', { label, kind, component, happening }, tracer);
      return courses?.map((course) => this.#compileCourse(course)) ?? [];
    });
  }

  #remember(remembered: Remembered, vector: Int32Array, compute: (tracer: Tracer) => readonly Action[]): readonly Action[] {
    const known = remembered.memo.find(this.#world.slots, vector);
    if (known !== undefined) return known;
    const tracer = new Tracer(this.#world, vector);
    const actions = compute(tracer);
    remembered.add(tracer.reads, actions.length === 0 ? noActions : actions);
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

  /** The ways in which a component may react, as far as there is a budget for them. */
  #reactions(given: Given, tracer: Tracer): readonly Reaction[] {
    this.#count(given.component.name);
    const reactions = this.#react(given, tracer);
    if (this.#isToBeRepeated()) this.#mustBeSame(given, reactions, this.#react(given, tracer));
    this.#mustBeTellable(given, reactions);
    return reactions.filter(({ faults = [] }) => faults.every((fault) => this.#world.happens(fault)));
  }

  /** The same, remembered by what the component has read itself, since much else hangs on what is taken at once. */
  #reactionsOnce(given: Given, tracer: Tracer): readonly Reaction[] {
    const memo = this.#ways.of(given);
    // What it notes in vain is what will be read first.
    const known = memo.follow((key) => tracer.note(key));
    if (known !== undefined) return known;
    const local = new Tracer(this.#world, tracer.state);
    const reactions = this.#reactions(given, local);
    memo.add(local.reads, reactions);
    for (let index = 0; index < local.reads.length; index += 2) tracer.note(local.reads[index] as number);
    return reactions;
  }

  #react({ component, input }: Given, tracer: Tracer): readonly Reaction[] {
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

  #mustBeSame({ component, label }: Given, reactions: readonly Reaction[], again: readonly Reaction[]): void {
    if (!sameJson(reactions, again)) {
      throw new ModelError(`${component.name} is nondeterministic: the same state and input (${label}) gave two answers`, 'a component may read no clock, no random source and no variable of its own; return several reactions instead');
    }
  }

  #mustBeTellable({ component, label }: Given, reactions: readonly Reaction[]): void {
    if (reactions.length > 1 && new Set(reactions.map((reaction) => reaction.label)).size < reactions.length) {
      throw new ModelError(`${component.name} may react in ${reactions.length} ways to ${label}, and two have the same label`, 'give each reaction a label of its own: a schedule names its choices by label');
    }
  }

  /** @param reads what it has read, keys and values in turn */
  #compile(stimulus: Stimulus, reaction: Reaction, reads: readonly number[]): Action {
    const { name } = stimulus.component;
    const changes: readonly Change[] = [
      ...stimulus.consume,
      ...Object.entries(reaction.set ?? {})
        .map(([part, value]) => this.#compiler.set(name, part, value))
        .filter((change) => change.touches().some((touch) => !isAsRead(touch, reads))),
      ...(reaction.cursors ?? []).map((move) => this.#compiler.move(name, move)),
      ...(reaction.append ?? []).map((append) => this.#compiler.append(name, append)),
      ...(reaction.send ?? []).map((send) => this.#compiler.send(name, send)),
    ];
    return this.#actions.make(stepOf(stimulus, reaction), this.#costsOf(reaction.faults ?? []), changes);
  }

  #compileCourse(course: Course): Action {
    const { steps, choices, faults } = course;
    const [first] = steps as [ActionStep, ...ActionStep[]];
    const label = first.label + choices.map((choice) => ` [${choice}]`).join('');
    const kind = steps.find((step) => step.kind === 'fault')?.kind ?? first.kind;
    return this.#actions.make({ ...first, label, kind }, this.#costsOf(faults), course.changes(), steps.length > 1 ? steps : undefined);
  }

  /** The budget slots that faults cost. */
  #costsOf(faults: readonly string[]): readonly number[] {
    const { faults: budget = {} } = this.#world.system;
    const costs = faults.filter((fault) => budget[fault] !== 'unlimited').map((fault) => this.#world.slotOf.budget(fault));
    return costs.length === 0 ? free : costs;
  }
}

/** Whether a slot is to hold what was read in it. */
function isAsRead({ slot, value }: Touch, reads: readonly number[]): boolean {
  for (let index = 0; index < reads.length; index += 2) if (reads[index] === slot) return reads[index + 1] === value;
  return false;
}
