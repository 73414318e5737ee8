import type { Engine, GuardCoverage } from '../../model/kernel/index.ts';
import { countsTogether, type Counts } from './counts.ts';

/** What an engine has worked out by then. */
export interface EngineFigures {
  /** Different local steps that were computed; all others were remembered. */
  readonly localSteps: number;
  /** By component, how many different values its parts had in all. */
  readonly localStates: Counts;
  /** By component, how often it was run to see how it reacts; all other times its reaction was remembered. */
  readonly computedReactions: Counts;
  readonly guards: readonly GuardCoverage[];
}

export function engineFigures(engine: Engine): EngineFigures {
  const byComponent = (count: (component: string) => number): Counts => Object.fromEntries(engine.system.components.map(({ name }) => [name, count(name)]));
  return {
    localSteps: engine.statistics().actions,
    localStates: byComponent((name) => engine.localStates(name)),
    computedReactions: byComponent((name) => engine.computedReactions(name)),
    guards: engine.guardCoverage(),
  };
}

/** Of several engines of one system that have shared the work: each has computed what it needed; of local states, the most that one has seen. */
export function figuresTogether(first: EngineFigures, others: readonly EngineFigures[]): EngineFigures {
  return others.reduce(
    (a, b) => ({
      localSteps: a.localSteps + b.localSteps,
      localStates: countsTogether(a.localStates, b.localStates, (x, y) => Math.max(x, y)),
      computedReactions: countsTogether(a.computedReactions, b.computedReactions),
      guards: a.guards.map((guard) => {
        const other = b.guards.find((each) => each.guard === guard.guard);
        return { ...guard, true: guard.true + (other?.true ?? 0), false: guard.false + (other?.false ?? 0) };
      }),
    }),
    first,
  );
}
