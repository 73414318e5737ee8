import type { ProgressOutput } from '../terminal/progress.ts';
import type { Io } from './io.ts';

/** Progress belongs on the terminal of standard error, and nowhere else. */
export function progressOutput(io: Io): ProgressOutput {
  return { write: (text) => io.stderr(text), now: () => io.now(), isShown: io.isTTY.stderr, columns: io.columns?.() };
}
