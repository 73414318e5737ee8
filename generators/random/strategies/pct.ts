import type { Action } from '../../../model/kernel/index.ts';
import type { RandomInteger } from '../randomSource.ts';
import type { Chooser } from '../walk.ts';
import { uniform } from './draw.ts';
import { flowOf } from './flow.ts';
import { amongFaultsAndTimers, drawRates } from './nemesis.ts';
import type { Explorer, ExplorerSetting, Guarantee, Strategy } from './strategy.ts';

/** More than flows will ever be; none shares its priority with another one but by a chance of one in a billion. */
const priorities = 2 ** 30;

/**
 * Probabilistic concurrency testing (Burckhardt et al., "A randomized scheduler with probabilistic guarantees of finding
 * bugs", ASPLOS 2010), with flows of messages in the place of threads: each has a priority at random, the highest
 * goes on until it has nothing more to do, within a flow what has waited longest, and at `depth` - 1 places, drawn
 * among all steps that a run may have, the one that would go on comes last from there on.
 */
export const pct: Strategy = {
  name: 'pct',
  description: 'strict priorities of flows, and depth - 1 changes of them: finds what takes so many events in order with a probability that can be stated',
  explorer: (setting) => new PctExplorer(setting),
};

class PctExplorer implements Explorer {
  readonly learns = false;
  readonly #depth: number;
  readonly #steps: number;
  #flows = 0;

  constructor({ maximumLength, depth }: ExplorerSetting) {
    this.#depth = depth;
    this.#steps = maximumLength;
  }

  begin(random: RandomInteger): Chooser {
    const rates = drawRates(random);
    /** By step, what the one that is then highest falls to: the later, the lower. */
    const changes = new Map<number, number>();
    while (changes.size < Math.min(this.#depth - 1, this.#steps)) changes.set(random.nextInt(0, this.#steps - 1), -changes.size - 1);
    const priorityOf = new Map<string, number>();
    const waitingSince = new Map<number, number>();
    let step = 0;
    /** What goes on; the ways in which an input may be reacted to have waited equally long, and chance decides. */
    const highest = (actions: readonly Action[]): Action | undefined => {
      const first = actions.reduce<Action | undefined>((best, action) => (best === undefined || precedence(action, best) > 0 ? action : best), undefined);
      return first && uniform(random, actions.filter((action) => precedence(action, first) === 0));
    };
    const precedence = (action: Action, other: Action): number =>
      priority(flowOf(action)) - priority(flowOf(other)) || (waitingSince.get(other.number) ?? 0) - (waitingSince.get(action.number) ?? 0);
    const priority = (flow: string): number => {
      let found = priorityOf.get(flow);
      if (found === undefined) priorityOf.set(flow, (found = random.nextInt(1, priorities)));
      return found;
    };
    const chooseWork = (actions: readonly Action[]): Action | undefined => {
      for (const { number } of actions) if (!waitingSince.has(number)) waitingSince.set(number, step);
      let chosen = highest(actions);
      const fallsTo = changes.get(step++);
      if (chosen !== undefined && fallsTo !== undefined) {
        priorityOf.set(flowOf(chosen), fallsTo);
        chosen = highest(actions);
      }
      if (chosen !== undefined) waitingSince.delete(chosen.number);
      this.#flows = Math.max(this.#flows, priorityOf.size);
      return chosen;
    };
    return amongFaultsAndTimers(random, rates, chooseWork);
  }

  guarantee(): Guarantee {
    const flows = Math.max(1, this.#flows);
    return { depth: this.#depth, flows: this.#flows, steps: this.#steps, probability: 1 / (flows * this.#steps ** (this.#depth - 1)) };
  }
}
