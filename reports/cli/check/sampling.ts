import type { RandomOptions } from '../../../generators/random/checkRandom.ts';
import { greedyToward } from '../../../generators/random/strategies/index.ts';
import { distanceTo } from '../../../generators/witness/goal.ts';
import { asUserError, goalOf, type GoalOption } from '../goalOf.ts';
import type { Io } from '../io.ts';
import type { CheckSubject } from '../subject.ts';
import type { Cluster, Toolbox } from '../toolbox.ts';
import type { CheckOptions } from './options.ts';

/** How runs are chosen, as far as somebody asked for it. */
export function samplingOptions({ program }: Io, cluster: Cluster, { path, strategy, depth, toward }: CheckOptions): Pick<RandomOptions, 'path' | 'strategy' | 'depth'> {
  const chosen = toward === undefined ? strategy : greedyToward(distanceTo(goalOf(goalOption(toward), cluster, program), cluster));
  return { ...(path !== undefined && { path }), ...(chosen !== undefined && { strategy: chosen }), ...(depth !== undefined && { depth }) };
}

/** @throws UserError when runs of one of them cannot be led where they shall be, before any is checked */
export function refuseWrongGoal({ program }: Io, toolbox: Toolbox, all: readonly CheckSubject[], { toward }: CheckOptions): void {
  if (toward === undefined) return;
  for (const { scenario } of all) goalOf(goalOption(toward), toolbox.cluster(scenario), program);
}

/** What an expression gets wrong only on the way is the user's, too. */
export async function toldOfGoal<Result>({ program }: Io, { toward }: CheckOptions, checking: Promise<Result>): Promise<Result> {
  try {
    return await checking;
  } catch (error) {
    throw (toward === undefined ? undefined : asUserError(error, goalOption(toward), program)) ?? error;
  }
}

function goalOption(toward: string): GoalOption {
  return { flag: '--toward', goal: toward };
}
