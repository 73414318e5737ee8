/** What a search for a goal has come to. */
export type WitnessResult = WitnessEffort &
  (
    | {
        readonly verdict: 'found';
        /** Which of the initial states the run begins in, when there are several. */
        readonly initial: number;
        readonly schedule: readonly string[];
        /** How long the run was that was found first. */
        readonly foundLength: number;
        readonly rank: Rank;
      }
    /** Every state was visited, as far as orders make a difference: no run reaches it. */
    | { readonly verdict: 'unreachable' }
    | { readonly verdict: 'inconclusive'; readonly reason: string }
  );

/** Whether there is no shorter run; none in which no fault strikes; or, not everything having been looked at, none was found. */
export type Rank = 'shortest' | 'shortest without faults' | 'shortest found';

export interface WitnessEffort {
  /** States of the last search. */
  readonly states: number;
  /** No run with fewer steps reaches it, as far as that is known. */
  readonly leastSteps: number;
  /** Runs that were tried at random; 0 when there was no need. */
  readonly runs: number;
  readonly seed: number;
  readonly seconds: number;
}

export interface WitnessProgress {
  readonly phase: 'nearest states first' | 'with faults' | 'random runs' | 'shortening' | 'all orders that make a difference';
  readonly states: number;
  readonly runs: number;
}
