import type { PremiseSummary } from '../../properties/premises.ts';

/** What came up in no state that was looked at. */
export interface Unseen {
  readonly premises: PremiseSummary;
  /** Faults that the budget has; of one without a limit it is not known. */
  readonly neverStruck: readonly string[];
}

/** What one who looked has not seen, nor any of the others who looked at other states of the same subject. */
export function unseenByAll(first: Unseen, others: readonly Unseen[]): Unseen {
  const inAll = (names: (unseen: Unseen) => readonly string[]): readonly string[] => names(first).filter((name) => others.every((other) => names(other).includes(name)));
  return { premises: { ...first.premises, never: inAll(({ premises }) => premises.never) }, neverStruck: inAll(({ neverStruck }) => neverStruck) };
}
