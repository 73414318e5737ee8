import { unseenByAll, type Unseen } from '../vacuity/unseen.ts';
import { figuresTogether, type EngineFigures } from './engineFigures.ts';

/** What one engine has contributed to a search that other ones have a share in: those of other threads, or that of before it was gone on with. */
export interface Contribution {
  readonly figures: EngineFigures;
  /** Absent where nobody watched. */
  readonly unseen?: Unseen | undefined;
}

export function contributionsTogether(first: Contribution, others: readonly Contribution[]): Contribution {
  const figures = figuresTogether(first.figures, others.map((other) => other.figures));
  const unseen = others.flatMap((other) => other.unseen ?? []);
  // What one of them has not watched may have come up there.
  return first.unseen === undefined || unseen.length < others.length ? { figures } : { figures, unseen: unseenByAll(first.unseen, unseen) };
}
