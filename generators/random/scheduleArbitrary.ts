import * as fc from 'fast-check';
import { defaultShorteningStates, type Shortest } from '../search/shortestViolation.ts';
import { causalPast } from './causalPast.ts';
import { deletions, deletionsOf, type DeletionCursor } from './deletions.ts';
import { randomSource } from './randomSource.ts';
import { Schedule } from './schedule.ts';
import { alphabets, shorter, type Alphabet } from './shorter.ts';
import { defaultDepth, defaultStrategy, strategies, strategyNames, type Explorer, type Strategy, type StrategyName } from './strategies/index.ts';
import type { Walk, Walker, Walking } from './walk.ts';

/** Where shrinking stands: labels are being deleted, or shorter schedules are being looked for. */
type Progress = DeletionCursor | Alphabet;

/**
 * Schedules of a system. They are generated against the model, by choosing among the enabled actions; what is
 * recorded and shrunk are the labels of the actions, because deleting a label does not change what the others
 * mean: one that is not enabled is skipped. What cannot be shortened by deleting is looked for breadth-first,
 * among the schedules with the same labels and then among all.
 */
export class ScheduleArbitrary extends fc.Arbitrary<Schedule> {
  readonly #walker: Walker;
  readonly #explorer: Explorer;
  readonly #isStopped: () => boolean;
  readonly #shorteningStates: number;

  /**
   * @param isStopped asked before each shorter schedule is tried; the shortest so far then stands
   * @param shorteningStates that the search for a shorter schedule among all may store
   */
  constructor(walker: Walker, explorer: Explorer = explorerFor(defaultStrategy, walker), isStopped: () => boolean = () => false, shorteningStates: number = defaultShorteningStates) {
    super();
    this.#walker = walker;
    this.#explorer = explorer;
    this.#isStopped = isStopped;
    this.#shorteningStates = shorteningStates;
  }

  override generate(random: fc.Random): fc.Value<Schedule> {
    const seed = random.nextInt();
    return new fc.Value(new Schedule(() => this.#walk(seed)), undefined);
  }

  #walk(seed: number): Walking {
    const source = randomSource(seed);
    const beginnings = this.#walker.subject.engine.initial().length;
    const initial = beginnings > 1 ? source.nextInt(0, beginnings - 1) : 0;
    return this.#walker.walking(this.#explorer.begin(source, initial), initial);
  }

  override canShrinkWithoutContext(value: unknown): value is Schedule {
    return value instanceof Schedule;
  }

  override shrink(value: Schedule, context: unknown): fc.Stream<fc.Value<Schedule>> {
    return fc.stream(this.#shrink(value, context as Progress | undefined));
  }

  *#shrink(schedule: Schedule, progress: Progress | undefined): IterableIterator<fc.Value<Schedule>> {
    const { walk } = schedule;
    // A completion belongs to a violation that is judged at its end; others need none.
    const complete = walk.end === 'quiescent' || walk.end === 'cycle';
    if (progress === undefined && walk.end === 'violated') {
      const past = this.#causalPast(walk);
      if (past.length < walk.schedule.length) yield new fc.Value(new Schedule(() => this.#walker.following(past, walk.initial, false)), deletionsOf(past.length));
    }
    if (typeof progress !== 'string') {
      for (const { labels, next } of deletions(walk.schedule, progress)) {
        if (this.#isStopped()) return;
        yield new fc.Value(new Schedule(() => this.#walker.following(labels, walk.initial, complete)), next);
      }
    }
    if (walk.schedule.length === 0 && walk.end === 'violated') schedule.isShortest = true;
    if (walk.end !== 'violated' || schedule.isShortest) return;
    // A shortest schedule of certain labels has none shorter of the same labels; but its neighbourhood is another one.
    for (const alphabet of alphabets.slice(typeof progress === 'string' ? 1 : 0)) {
      if (this.#isStopped()) return;
      yield new fc.Value(new Schedule((found) => this.#lookForShorter(schedule, walk, alphabet, found)), alphabet);
    }
  }

  #causalPast({ initial, schedule }: Walk): readonly string[] {
    const { engine } = this.#walker.subject;
    const beginning = engine.initial()[initial];
    return beginning === undefined ? schedule : causalPast(engine, beginning, schedule);
  }

  *#lookForShorter(longer: Schedule, walk: Walk, alphabet: Alphabet, found: Schedule): Walking {
    const { labels, initial, isShortest } = yield* this.#shorter(walk, alphabet);
    if (isShortest) (labels === undefined ? longer : found).isShortest = true;
    return yield* this.#walker.following(labels ?? [], initial, false);
  }

  /** Whatever throws on the way to something shorter, what was found stands. */
  *#shorter(walk: Walk, alphabet: Alphabet): Generator<undefined, Shortest, undefined> {
    try {
      return yield* shorter(this.#walker.subject, walk, alphabet, this.#shorteningStates);
    } catch {
      return { labels: undefined, initial: walk.initial, isShortest: false };
    }
  }
}

export function explorerFor(strategy: StrategyName | Strategy, { subject, maximumLength }: Walker, depth: number = defaultDepth): Explorer {
  const chosen: Strategy | undefined = typeof strategy === 'string' ? strategies[strategy] : strategy;
  if (chosen === undefined) throw new RangeError(`there is no strategy named ${JSON.stringify(strategy)}: there are ${strategyNames.join(', ')}`);
  return chosen.explorer({ subject, maximumLength, depth });
}
