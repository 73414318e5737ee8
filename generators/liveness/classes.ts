import type { Action, Happening } from '../../model/kernel/index.ts';
import { longer } from '../../model/kernel/longer.ts';

/**
 * What a class of actions is owed. `weak`: what stays possible is done some time. `strong`: what becomes possible again and
 * again is done some time. `none`: it may be left undone for ever.
 */
export type Fairness = 'weak' | 'strong' | 'none';

/** The same for all, or by class: it is asked once for each class, with the first of its actions that is met. */
export type FairnessChoice = Fairness | ((action: Action) => Fairness);

/**
 * Groups actions by what offers them: all reactions of a component to one input are one class, for which of them
 * happens is nobody's debt. Faults are in no class: they are never owed, and a fault is no way to pay.
 */
export class Classes {
  readonly #choice: FairnessChoice;
  readonly #fairness: Fairness[] = [];
  /** By action number: its class + 1. */
  #known = new Int32Array(256);
  /** The kernel gives equal inputs as one object. */
  readonly #byInput = new Map<object, Map<string, number>>();
  readonly #restarts: object = {};

  constructor(choice: FairnessChoice = 'weak') {
    this.#choice = choice;
  }

  /** The class of an action; -1 when it is not owed. */
  of(action: Action): number {
    const { number } = action;
    if (number >= this.#known.length) this.#grow(number + 1);
    const known = this.#known[number] as number;
    if (known !== 0) return known > 0 ? known - 1 : -1;
    const found = action.kind === 'fault' ? -1 : this.#find(action);
    const owed = found >= 0 && this.#fairness[found] !== 'none' ? found : -1;
    this.#known[number] = owed === -1 ? -1 : owed + 1;
    return owed;
  }

  isStrong(number: number): boolean {
    return this.#fairness[number] === 'strong';
  }

  #find(action: Action): number {
    const { component } = action;
    const offerer = this.#offerer(action.happening);
    let byComponent = this.#byInput.get(offerer);
    if (byComponent === undefined) this.#byInput.set(offerer, (byComponent = new Map<string, number>()));
    let found = byComponent.get(component);
    if (found === undefined) {
      found = this.#fairness.length;
      byComponent.set(component, found);
      this.#fairness.push(typeof this.#choice === 'string' ? this.#choice : this.#choice(action));
    }
    return found;
  }

  #offerer(happening: Happening): object {
    return happening.kind === 'reaction' ? happening.input : this.#restarts;
  }

  #grow(length: number): void {
    this.#known = longer(this.#known, length * 2);
  }
}
