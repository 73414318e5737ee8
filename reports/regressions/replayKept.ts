import { followAgain, type FollowedAgain } from '../../generators/regressions/follow.ts';
import type { Subject } from '../../properties/instrument.ts';
import type { Property } from '../../properties/property.ts';
import type { RegressionKey } from './key.ts';
import type { KeptTrace, RegressionStore } from './store.ts';

/** What has become of the counterexamples that were kept. */
export interface ReplayedKept {
  /** Those that still violate, the shortest first. */
  readonly still: readonly StillThere[];
  /** Properties whose counterexample violates nothing any more; it has been removed. */
  readonly pruned: readonly string[];
  /** What the verdict does not say. */
  readonly notices: readonly KeptNotice[];
}

export interface KeptNotice {
  /** Whole sentences. */
  readonly text: string;
  /** The file that it is about, if that could not be read. */
  readonly unread?: string;
}

export interface StillThere extends Extract<FollowedAgain, { verdict: 'violated' }> {
  readonly kept: KeptTrace;
}

/** Takes what is kept of a subject again, before anything else is tried. What violates nothing any more is removed. */
export async function replayKept<Shape>(store: RegressionStore, key: RegressionKey, subject: Subject<Shape>, properties: readonly Property<Shape>[], signal?: AbortSignal): Promise<ReplayedKept> {
  const { kept, problems } = await store.read(key);
  const still: StillThere[] = [];
  const pruned: string[] = [];
  const notices: KeptNotice[] = problems.map(({ file, text }) => ({ text: `Not tried again: ${text}`, unread: file }));
  for (const one of kept) {
    const property = properties.find(({ name }) => name === one.property);
    // What this check does not ask about is kept for one that does.
    if (property === undefined) continue;
    const followed = await followAgain(subject, property, one, { where: `the trace ${one.file}`, ...(signal && { signal }) });
    if (followed === undefined) break;
    if (followed.verdict === 'violated') still.push({ ...followed, kept: one });
    else if (followed.verdict === 'beyond the faults') notices.push({ text: `${one.property} is violated as before, though only with more faults than this check allows (${one.file}).` });
    else if (followed.verdict === 'not judged') notices.push({ text: `${one.property} was violated before; the run that showed it (${one.file}) does not come to rest any more, so that nothing can be said.` });
    else {
      const problem = await store.remove(one);
      pruned.push(one.property);
      notices.push({ text: `${one.property} was violated before, and the run that showed it (${one.file}) violates it no more${problem === undefined ? ': removed' : `; not removed: ${problem}`}.` });
    }
  }
  still.sort((a, b) => a.counterexample.schedule.length - b.counterexample.schedule.length);
  return { still, pruned, notices };
}

/** What is left to be said when a counterexample has been kept in a file: what could not be read there has been written anew. */
export function noticesBeside(kept: string | undefined, notices: readonly KeptNotice[]): readonly string[] {
  return notices.filter(({ unread }) => unread === undefined || unread !== kept).map(({ text }) => text);
}
