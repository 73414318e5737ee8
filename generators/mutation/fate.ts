/** A guard, and what it always answers instead of the truth. */
export interface Replacement {
  /** `<kind>.<guard>` */
  readonly guard: string;
  readonly answer: boolean;
}

/** A run that tells a cluster with a replaced guard from a good one: the last of so many in that scenario. */
export interface Kill {
  readonly scenario: string;
  readonly runs: number;
}

/** What became of a replaced guard in the scenarios in which it was tried. */
export type Fate =
  /** A property does not hold, which holds in the same runs when the guard is not replaced. */
  | ({ readonly verdict: 'killed'; readonly property: string } & Kill)
  /** A component or a property threw: the replacement leads to what the model says cannot be. */
  | ({ readonly verdict: 'killed by the model'; readonly error: string } & Kill)
  /** No run came to rest any more, though every one does when the guard is not replaced: whoever checks is told that nothing can be said. */
  | ({ readonly verdict: 'never rests' } & Kill)
  /** The guard answered something else than it should have, in so many scenarios, and no property noticed in so many runs. */
  | { readonly verdict: 'survived'; readonly scenarios: number; readonly runs: number }
  /** In no run of any scenario would the guard have answered anything else, so that nothing was tried. */
  | { readonly verdict: 'unreached' };

export type MutantFate = Replacement & { readonly fate: Fate };

/** As `--mutant` takes it. */
export function replacementName({ guard, answer }: Replacement): string {
  return `${guard}=${String(answer)}`;
}

export function isKilled({ verdict }: Fate): boolean {
  return verdict === 'killed' || verdict === 'killed by the model' || verdict === 'never rests';
}
