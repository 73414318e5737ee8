import { stateKey, type Run } from '../../model/kernel/index.ts';
import type { Violation } from '../../properties/property.ts';

/** The step after which the run was, the last time, where it ends: what follows may come again and again. */
export function lastCircle({ initial, steps, end }: Run): number | undefined {
  const last = stateKey(end);
  const states = [initial, ...steps.map(({ after }) => after)].slice(0, -1);
  const step = states.findLastIndex((state) => stateKey(state) === last);
  return step === -1 ? undefined : step;
}

/** Of a run that ends in a circle: what was recorded as missing, when it is missing all the way round. That the circle is fair was looked at by whoever recorded it. */
export function missedRound(round: readonly (readonly Violation[])[], recorded: string | undefined, step: number): Violation | undefined {
  const missed = round.map((missing) => missing.find(({ property }) => property === recorded));
  const last = missed.at(-1);
  if (last === undefined || missed.includes(undefined)) return undefined;
  return { ...last, explanation: `${last.explanation}; ${step === 0 ? 'at the beginning' : `after step ${step}`} everything was as it is now, so it may go round for ever` };
}
