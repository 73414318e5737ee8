import { replay, type State, type StateView } from '../../model/kernel/index.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import { instrument, type Instrumented, type Subject } from '../../properties/instrument.ts';
import type { Memory } from '../../properties/cluster.ts';
import { uniform } from '../random/strategies/draw.ts';
import { randomSource, type RandomInteger } from '../random/randomSource.ts';
import { defaultMaximumCompletion, Walker, type Chooser, type Walk } from '../random/walk.ts';
import { followed, type Followed, type Updates } from './followed.ts';
import { inCommon, type Pattern } from './pattern.ts';
import { storedAtEnd } from './stored.ts';

/** How runs end in which nothing goes wrong. */
export interface Reference {
  readonly objects: ReadonlyMap<string, Expected>;
  readonly updates: ReadonlyMap<string, Counts>;
  /** What kubectl had to say in each of them, command by command. */
  readonly outcomes: readonly string[];
  /** What makes ends differ otherwise, and belongs to the scenario here. */
  readonly excuses: readonly string[];
  readonly runs: number;
}

/** Objects of one identity: how many there are, and what they have in common. */
export interface Expected {
  readonly number: Agreed;
  readonly pattern: Pattern;
}

export interface Counts {
  readonly created: Agreed;
  readonly removed: Agreed;
}

/** How many, where all reference runs agree about it; undefined where it hangs on the order of events. */
export type Agreed = number | undefined;

export const defaultReferences = 8;

/** Steps that are chosen before a reference run is let run to its end. */
const chosenLength = 400;

/**
 * Lets the system run to its end several times, in different orders. The system has to be free of faults and calm; the
 * same system gives the same reference.
 * @returns what is wrong when a run does not come to rest
 */
export function referenceOf(subject: Subject<ClusterShape>, runs = defaultReferences): Reference | { readonly reason: string } {
  const instrumented = instrument(subject, [followed]);
  const walker = new Walker(instrumented, { maximumLength: chosenLength, complete: true, maximumCompletion: defaultMaximumCompletion });
  const look = instrumented.engine.function((state) => seenIn(state, subject.shape));
  const ends: SeenAtEnd[] = [];
  for (let run = 0; run < runs; run++) {
    // The first takes no detours: whatever has waited longest is next.
    const walk = walker.walk(run === 0 ? () => undefined : anyWork(randomSource(run)));
    if (walk.end === 'error') throw walk.error;
    if (walk.end === 'cut') return { reason: 'without faults it does not come to rest either, so there is no end to compare with' };
    ends.push(...endStates(instrumented, walk).map(look));
  }
  return merged(ends, runs);
}

/** Nobody is slow, nobody is always first: whatever is possible is as likely as all else, and timers wait until there is nothing else. */
function anyWork(random: RandomInteger): Chooser {
  return (enabled) => {
    const work = enabled.filter(({ kind }) => kind !== 'fault' && kind !== 'timer');
    const timers = enabled.filter(({ kind }) => kind === 'timer');
    return work.length + timers.length === 0 ? undefined : uniform(random, work.length > 0 ? work : timers);
  };
}

/** Of a run that goes round in a circle in the end, all states of the circle. */
function endStates({ engine }: Instrumented, { schedule, completion, initial, circleLength = 0 }: Walk): readonly State[] {
  const { steps, end } = replay(engine, [...schedule, ...completion], { initial });
  return [...steps.slice(steps.length - circleLength).map(({ before }) => before), end];
}

interface SeenAtEnd {
  readonly objects: ReturnType<typeof storedAtEnd>;
  readonly updates: Updates;
  readonly outcome: string;
  readonly excuse: string | undefined;
}

function seenIn(state: StateView, shape: ClusterShape): SeenAtEnd {
  const { updates = {}, excuse } = followedIn(state);
  return { objects: storedAtEnd(state, shape), updates, excuse, outcome: outcomeIn(state, shape) };
}

export function followedIn(state: StateView): Followed {
  return (state.memory(followed.name) as Memory<Followed>).seen;
}

/** What kubectl has told the user: a command that failed, or was given twice, makes another run. */
export function outcomeIn(state: StateView, { kubectl }: ClusterShape): string {
  return state.keys(kubectl, 'result/').map((part) => (state.get(kubectl, part) as { readonly outcome: string }).outcome).join(', ');
}

function merged(ends: readonly SeenAtEnd[], runs: number): Reference {
  const identities = [...new Set(ends.flatMap(({ objects }) => [...objects.keys()]))].sort();
  const updated = [...new Set(ends.flatMap(({ updates }) => Object.keys(updates)))].sort();
  return {
    runs,
    outcomes: [...new Set(ends.map(({ outcome }) => outcome))],
    excuses: [...new Set(ends.flatMap(({ excuse }) => excuse ?? []))],
    objects: new Map(identities.map((identity) => {
      const siblings = ends.map(({ objects }) => objects.get(identity) ?? []);
      return [identity, { number: agreed(siblings.map(({ length }) => length)), pattern: (siblings.flat() as readonly Pattern[]).reduce(inCommon) }] as const;
    })),
    updates: new Map(updated.map((identity) => {
      const counts = ends.map(({ updates }) => updates[identity] ?? { created: 0, removed: 0 });
      return [identity, { created: agreed(counts.map(({ created }) => created)), removed: agreed(counts.map(({ removed }) => removed)) }] as const;
    })),
  };
}

function agreed([first, ...others]: readonly number[]): Agreed {
  return others.every((other) => other === first) ? first : undefined;
}
