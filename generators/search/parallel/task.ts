import type { Engine, Json } from '../../../model/kernel/index.ts';
import type { Unseen } from '../../vacuity/unseen.ts';
import type { Contribution } from '../contribution.ts';
import { engineFigures } from '../engineFigures.ts';
import type { SearchOptions } from '../search.ts';

/**
 * What to search, as something that every thread can make for itself: functions cannot be sent from one thread to another. The
 * module exports under that name a {@link MakeTask}.
 */
export interface Task {
  /** A URL: `new URL('./mine.js', import.meta.url).href`. */
  readonly module: string;
  readonly name: string;
  readonly argument: Json;
}

/** Must make the same of the same argument every time. */
export type MakeTask = (argument: Json) => MadeTask | Promise<MadeTask>;

export interface MadeTask {
  readonly engine: Engine;
  /** Which state stands for all that are alike by symmetry hangs on how an engine numbers things, so that workers would not agree: each state is kept. */
  readonly options?: Pick<SearchOptions, 'find' | 'findAtEnd' | 'within' | 'without'>;
  /** What has come up in no state that `find` was asked about. Absent: the result of the search does not tell. */
  readonly unseen?: () => Unseen;
}

/** @throws TypeError when the module has no such function */
export async function made({ module, name, argument }: Task): Promise<MadeTask> {
  const exported: unknown = await import(module);
  const make: unknown = (exported as { readonly [name: string]: unknown })[name];
  if (typeof make !== 'function') throw new TypeError(`${module} exports no function named ${name}: a task names the function that makes it`);
  return (make as MakeTask)(argument);
}

/** What the engine of a task has contributed to the search by then. */
export function contributionOf({ engine, unseen }: MadeTask): Contribution {
  return { figures: engineFigures(engine), ...(unseen && { unseen: unseen() }) };
}
