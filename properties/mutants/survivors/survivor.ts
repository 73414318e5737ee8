/** A replaced guard that no property notices, and why. */
export interface Survivor {
  /** `<kind>.<guard>` */
  readonly guard: string;
  /** What it always answers. */
  readonly answer: boolean;
  /** `equivalent`: it changes nothing that could be noticed. `gap`: something is missing, which the argument says: a promise, or a scenario that leads there. */
  readonly verdict: 'equivalent' | 'gap';
  /** In sentences, with the source where a fact of Kubernetes is relied on. */
  readonly argument: string;
}

export function equivalent(guard: string, answer: boolean, argument: string): Survivor {
  return { guard, answer, verdict: 'equivalent', argument };
}

export function gap(guard: string, answer: boolean, argument: string): Survivor {
  return { guard, answer, verdict: 'gap', argument };
}
