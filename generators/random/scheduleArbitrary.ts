import * as fc from 'fast-check';
import { randomChooser } from './chooser.ts';
import { shrinkSchedule } from './shrinkSchedule.ts';
import type { Walk, Walker } from './walk.ts';

/**
 * Schedules of a system. They are generated against the model, by choosing among the enabled actions; what is
 * recorded and shrunk are the labels of the actions, because deleting a label does not change what the others
 * mean. A label that is not enabled is skipped.
 */
export class ScheduleArbitrary extends fc.Arbitrary<Schedule> {
  readonly #walker: Walker;
  readonly #isStopped: () => boolean;

  /** `isStopped`: asked before each shorter schedule is tried; the shortest so far then stands. */
  constructor(walker: Walker, isStopped: () => boolean = () => false) {
    super();
    this.#walker = walker;
    this.#isStopped = isStopped;
  }

  override generate(random: fc.Random): fc.Value<Schedule> {
    return new fc.Value(new Schedule(this.#walker.walk(randomChooser(random))), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Schedule {
    return value instanceof Schedule;
  }

  override shrink(value: Schedule): fc.Stream<fc.Value<Schedule>> {
    return fc.stream(shrinkSchedule(value.labels, (labels) => this.#walker.follow(labels), this.#isStopped)).map((walk) => new fc.Value(new Schedule(walk), undefined));
  }
}

/** A schedule together with how the run went that took it. */
export class Schedule {
  readonly walk: Walk;

  constructor(walk: Walk) {
    this.walk = walk;
  }

  get labels(): readonly string[] {
    return this.walk.schedule;
  }

  /** What fast-check prints. */
  [fc.toStringMethod](): string {
    return JSON.stringify(this.labels);
  }
}
