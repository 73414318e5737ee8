import type { Action, Engine, State, StateView } from '../../../model/kernel/index.ts';
import type { RandomInteger } from '../randomSource.ts';
import type { Chooser } from '../walk.ts';
import { drawn, uniform } from './draw.ts';
import { amongFaultsAndTimers, drawRates } from './nemesis.ts';
import type { Explorer, ExplorerSetting, Strategy } from './strategy.ts';

/** So often, in percent, a run does not do what looks best: or it would never leave a dead end. Drawn anew for every run. */
const detours = [10, 25, 50] as const;

/** How far a state is from what is looked for: smaller is nearer, 0 is there. Of a goal, `distanceTo` makes one. */
export type Distance = (state: StateView) => number;

/**
 * Looks one step ahead and takes what leads nearest to a goal; where no goal is given, or several are as near, what brings
 * what runs have brought least often: what a part, a channel or a property's memory then holds.
 */
export const greedy: Strategy = greedyToward(undefined);

/** Faults and timers strike at random all the same: among the rest it takes what leads nearest. */
export function greedyToward(distance: Distance | undefined): Strategy {
  return {
    name: 'greedy',
    description: 'looks one step ahead, and takes what leads nearest to the goal (--toward), or to what runs have seen least',
    explorer: (setting) => new GreedyExplorer(setting, distance),
  };
}

interface Option {
  readonly action: Action;
  readonly next: State;
  readonly distance: number;
  /** How often what it brings has been brought, of that which was brought least often. */
  readonly familiarity: number;
}

class GreedyExplorer implements Explorer {
  readonly learns = true;
  /** By slot and what it held, how often it came to hold that. */
  readonly #times = new Map<number, number>();
  readonly #distance: (state: State) => number;

  constructor({ subject }: ExplorerSetting, distance: Distance | undefined) {
    this.#distance = distance === undefined ? () => 0 : subject.engine.function(distance);
  }

  begin(random: RandomInteger): Chooser {
    const detour = drawn(random, detours);
    const chooseWork = (actions: readonly Action[], engine: Engine, state: State): Action | undefined => {
      const options: Option[] = [];
      for (const action of actions) {
        const next = nextOf(engine, state, action);
        // What throws is for the run to tell.
        if (next === undefined) return action;
        options.push(this.#option(action, state, next));
      }
      const [best] = options.toSorted(compared);
      const isDetour = random.nextInt(0, 99) < detour;
      const chosen = uniform(random, isDetour ? options : options.filter((option) => best !== undefined && compared(option, best) === 0));
      if (chosen !== undefined) this.#see(state, chosen.next);
      return chosen?.action;
    };
    return amongFaultsAndTimers(random, drawRates(random), chooseWork);
  }

  #option(action: Action, before: State, next: State): Option {
    let familiarity = Infinity;
    forChanges(before, next, (pair) => (familiarity = Math.min(familiarity, this.#times.get(pair) ?? 0)));
    return { action, next, distance: this.#distance(next), familiarity };
  }

  #see(before: State, after: State): void {
    forChanges(before, after, (pair) => this.#times.set(pair, (this.#times.get(pair) ?? 0) + 1));
  }
}

function nextOf(engine: Engine, state: State, action: Action): State | undefined {
  try {
    return engine.apply(state, action);
  } catch {
    return undefined;
  }
}

function compared(one: Option, other: Option): number {
  if (one.distance !== other.distance) return one.distance - other.distance;
  return one.familiarity === other.familiarity ? 0 : one.familiarity - other.familiarity;
}

/** More than a slot ever holds different things in the runs of a check. */
const range = 2 ** 21;

/** What slots have come to hold: a slot and a content, in one number. */
function forChanges(before: State, after: State, take: (pair: number) => void): void {
  for (let slot = 0; slot < after.length; slot++) {
    const held = after[slot] as number;
    if (held === (before[slot] ?? 0)) continue;
    if (held >= range) throw new RangeError(`a slot held more than ${range} different things`);
    take(slot * range + held);
  }
}
