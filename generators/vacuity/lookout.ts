import type { State } from '../../model/kernel/index.ts';
import type { Instrumented } from '../../properties/instrument.ts';
import type { Violation } from '../../properties/property.ts';
import { StruckFaults } from './struckFaults.ts';
import type { Unseen } from './unseen.ts';

/** Looks for violations in the states that a search comes to, and remembers what came up in them. */
export class Lookout {
  readonly #subject: Instrumented;
  readonly #faults: StruckFaults;

  constructor(subject: Instrumented) {
    this.#subject = subject;
    this.#faults = new StruckFaults(subject.engine);
  }

  readonly violation = (state: State): Violation | undefined => {
    this.#faults.lookAt(state);
    return this.#subject.violation(state);
  };

  get unseen(): Unseen {
    return { premises: this.#subject.premises(), neverStruck: this.#faults.never };
  }
}
