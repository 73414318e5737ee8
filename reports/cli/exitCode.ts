/** What the shell, and CI, learn from a run. */
export const exitCode = {
  /** Every property held or is proved, or the command did what it was asked to. */
  ok: 0,
  violated: 1,
  /** The input or the usage is wrong, and the message says how. */
  usage: 2,
  /** Nothing can be said: interrupted, a budget ran out, liveness could not be judged, or nothing was reproduced. */
  inconclusive: 3,
  /** A bug in podproof (EX_SOFTWARE of sysexits.h). */
  internal: 70,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

export const exitCodesHelp = `
Exit codes: 0 all properties hold, 1 one is violated (or a run differs from its reference), 2 bad input or usage, 3 inconclusive
(interrupted, a budget ran out, liveness could not be judged, or nothing was reproduced).`;
