import { history, type HistoricalBug } from '../../properties/history/index.ts';
import type { Finding } from './finding.ts';
import { findings } from './findings/index.ts';

export { median, wayTo, type Finding } from './finding.ts';

export interface RecordedBug {
  readonly bug: HistoricalBug;
  readonly finding: Finding;
}

/** The bugs of the history, with how each was found. */
export const recordedHistory: readonly RecordedBug[] = history.flatMap((bug) => {
  const finding = findings[bug.id];
  return finding === undefined ? [] : [{ bug, finding }];
});
