import type { Outcome } from './run.ts';

/** What is true of every run of the command line, whatever it was given. */
export function expectSound(outcome: Outcome, given: string): void {
  const { code, out, err } = outcome;
  const complaint = complaintAbout(outcome);
  if (complaint !== undefined) throw new Error(`${complaint}\n${given}\n-> ${code}\n${out}\n${err}`);
}

function complaintAbout({ code, out, err }: Outcome): string | undefined {
  // 70 would be a bug of ours.
  if (![0, 1, 2, 3].includes(code)) return 'no exit code that is documented';
  if (/\n\s+at \S+.*:\d+:\d+|internal error|\[object Object\]/.test(`${out}${err}`)) return 'shows its inside';
  if (code === 2 && err.trim() === '') return 'refuses without a word';
  if (code === 2 && err.length > 5000) return 'a wall of text';
  return undefined;
}
