import * as fc from 'fast-check';
import { finished } from '../search/finished.ts';
import type { Walk, Walking } from './walk.ts';

/** A schedule, and how the run goes that takes it; the run is made when somebody wants to know. */
export class Schedule {
  /** Set when every shorter schedule has been tried: none shows the same. */
  isShortest = false;
  readonly #start: (self: Schedule) => Walking;
  #walk: Walk | undefined;

  constructor(start: (self: Schedule) => Walking) {
    this.#start = start;
  }

  /** The run, step by step. */
  *running(): Walking {
    return (this.#walk ??= yield* this.#start(this));
  }

  get walk(): Walk {
    return this.#walk ?? finished(this.running());
  }

  /** What fast-check prints. */
  [fc.toStringMethod](): string {
    return JSON.stringify(this.walk.schedule);
  }
}
