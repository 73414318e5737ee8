import type { Trace } from '../../../model/kernel/index.ts';
import { regressionKey, scenarioIdentity, type RegressionKey } from '../../regressions/key.ts';
import { RegressionStore } from '../../regressions/store.ts';
import { resolvedPath, shownPath } from '../files.ts';
import type { Io } from '../io.ts';
import type { CheckSubject } from '../subject.ts';
import type { CheckOptions } from './options.ts';

/** In the working directory. */
const folder = '.podproof';

/** Keeps a counterexample for the next check. @returns undefined when that was not wanted */
export async function keepFound(io: Io, options: CheckOptions, subject: CheckSubject, trace: Trace, isFoundBefore: boolean): Promise<{ readonly file: string } | { readonly problem: string } | undefined> {
  return !isKept(options) ? undefined : storeOf(io).keep(keyOf(io, options, subject), trace, isFoundBefore);
}

export function storeOf(io: Io): RegressionStore {
  return new RegressionStore(resolvedPath(io, folder), folder);
}

/** A manifest that was changed is still the same file; what came from standard input is known by what it says only. */
export function keyOf(io: Io, { file: files = [] }: CheckOptions, { scenario }: CheckSubject): RegressionKey {
  const paths = files.map((file) => (file === '-' ? file : shownPath(io, resolvedPath(io, file))));
  return regressionKey(scenario.name, { files: paths, scenario: scenarioIdentity(scenario, files.includes('-')) });
}

/** What differs from other runs breaks no promise that a later check could begin with. */
export function isKept({ regressions, differential }: CheckOptions): boolean {
  return regressions !== false && differential !== true;
}
