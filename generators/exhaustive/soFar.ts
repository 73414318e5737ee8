import { z } from 'zod';
import { contributionsTogether, type Contribution } from '../search/contribution.ts';
import { actionCountsTogether, type ActionCounts } from './actionCounts.ts';

/** What a check has worked out, seen and counted by then, or one that had a share in it. */
export interface SoFar extends Contribution {
  /** Absent where they were not counted. */
  readonly actions?: ActionCounts | undefined;
}

const count = z.int().nonnegative();
const counts = z.record(z.string(), count);
const names = z.array(z.string());

export const soFarSchema: z.ZodType<SoFar> = z.strictObject({
  figures: z.strictObject({
    localSteps: count,
    localStates: counts,
    computedReactions: counts,
    guards: z.array(z.strictObject({ guard: z.string(), description: z.string(), true: count, false: count })),
  }),
  unseen: z.strictObject({ premises: z.strictObject({ never: names, notKnown: names }), neverStruck: names }).optional(),
  actions: z.strictObject({ kinds: z.strictObject({ deliver: count, internal: count, timer: count, fault: count, restart: count }), components: counts, faults: counts }).optional(),
});

export function soFarTogether(first: SoFar, others: readonly SoFar[]): SoFar {
  const actions = [first, ...others].flatMap((each) => each.actions ?? []);
  // What one of them has not counted is missing in the sum.
  return { ...contributionsTogether(first, others), ...(actions.length > others.length && { actions: actions.reduce(actionCountsTogether) }) };
}
