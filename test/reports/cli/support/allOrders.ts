import type { Outcome } from './run.ts';

/** Manifests of five pods: some thousand states. */
export const fivePods = JSON.stringify(['a', 'b', 'c', 'd', 'e'].map((name) => ({ kind: 'Pod', metadata: { name } })));

/** A check of all orders of what becomes of them. */
export const whole = ['check', '-f', 'pods.json', '--faults', 'none', '--exhaustive', '--no-reduction'];

/** What must not depend on whether a check was stopped. */
export function found({ code, out }: Outcome): object {
  const { verdict, statistics, violation } = JSON.parse(out) as { readonly verdict: string; readonly statistics: { readonly [figure: string]: number }; readonly violation?: object };
  const { states, transitions, depth } = statistics;
  return { code, verdict, states, transitions, depth, violation };
}

/** What a verdict does not rest on: neither may that. */
export function vacuity({ out }: Outcome): object {
  const { premises, never, guards } = JSON.parse(out) as { readonly [fact: string]: unknown };
  return { premises, never, guards };
}

export const lastCommands = ({ out }: Outcome): readonly (readonly string[])[] => out.trimEnd().split('\n').slice(-2).map((line) => line.trim().split(' ').slice(2));
