import * as fc from 'fast-check';
import { type instrument, type Engine, type Instrumented, type State } from '../../index.ts';
import { ScheduleArbitrary } from '../../generators/random/scheduleArbitrary.ts';
import { Walker } from '../../generators/random/walk.ts';

/**
 * The other way to test a model with fast-check: `fc.commands`, one command a label, whose `check` says whether it
 * is enabled. It has to know the labels beforehand; a free gift of our own random runs here.
 */
interface Model {
  state: State;
}

class LabelCommand implements fc.Command<Model, Instrumented> {
  readonly label: string;
  readonly #engine: Engine;

  constructor(label: string, engine: Engine) {
    this.label = label;
    this.#engine = engine;
  }

  check({ state }: Readonly<Model>): boolean {
    return this.#engine.find(state, this.label) !== undefined;
  }

  run(model: Model, subject: Instrumented): void {
    const action = this.#engine.find(model.state, this.label);
    if (action === undefined) return;
    model.state = this.#engine.apply(model.state, action);
    if (subject.violation(model.state) !== undefined) throw new Error('violated');
  }

  toString(): string {
    return this.label;
  }
}

export function labelsOf(make: () => ReturnType<typeof instrument>, runs: number): readonly string[] {
  const subject = make();
  const labels = new Set<string>();
  // Violations are overlooked, so that runs go on past them.
  const walker = new Walker({ ...subject, violation: () => undefined }, { maximumLength: 400, complete: true, maximumCompletion: 1_000 });
  for (const { walk } of fc.sample(new ScheduleArbitrary(walker), { seed: 1, numRuns: runs })) for (const label of [...walk.schedule, ...walk.completion]) labels.add(label);
  return [...labels].sort();
}

export interface Found {
  /** Undefined when it was not found. */
  readonly runs: number | undefined;
  readonly foundLength: number;
  readonly shrunkLength: number;
  readonly shrinks: number;
  readonly milliseconds: number;
}

export function checkCommands(subject: Instrumented, labels: readonly string[], seed: number, runs: number, maxCommands: number): Found {
  const initial = subject.engine.initial()[0];
  if (initial === undefined) throw new Error('no initial state');
  const counts = { runs: 0, shrinks: 0, foundLength: 0, shrunkLength: 0 };
  let isFound = false;
  const start = performance.now();
  fc.check(
    fc.property(fc.commands(labels.map((label) => fc.constant(new LabelCommand(label, subject.engine))), { maxCommands, size: 'max' }), (commands) => {
      if (isFound) counts.shrinks++;
      else counts.runs++;
      try {
        fc.modelRun(() => ({ model: { state: initial }, real: subject }), commands);
      } catch (error) {
        // Only what was executed is printed, and counts.
        const { length } = fc.stringify(commands).split(',');
        if (!isFound) counts.foundLength = length;
        counts.shrunkLength = length;
        isFound = true;
        throw error;
      }
    }),
    { seed, numRuns: runs },
  );
  return { ...counts, runs: isFound ? counts.runs : undefined, milliseconds: performance.now() - start };
}
