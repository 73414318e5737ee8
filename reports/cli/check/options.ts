import type { StrategyName } from '../../../generators/random/strategies/index.ts';
import type { Order } from '../../../generators/search/frontier.ts';
import { clusterArguments, subjectArguments, type SubjectOptions } from '../subject.ts';

export interface CheckOptions extends SubjectOptions, ExhaustiveFlags {
  readonly runs?: number;
  readonly seed?: number;
  readonly path?: string;
  /** How runs choose. */
  readonly strategy?: StrategyName;
  /** Of the strategy pct. */
  readonly depth?: number;
  /** Of the strategy greedy: a named goal or an expression. */
  readonly toward?: string;
  readonly property?: readonly string[];
  /** Whether runs are compared with a reference instead of judged by properties. */
  readonly differential?: boolean;
  readonly out?: string;
  /** False only: neither begin with what was found before nor keep what is found. */
  readonly regressions?: boolean;
  readonly json?: boolean;
}

interface ExhaustiveFlags {
  readonly exhaustive?: boolean;
  readonly order?: Order;
  /** False only: there is no need to ask for it. */
  readonly reduction?: boolean;
  /** False only, likewise. */
  readonly symmetry?: boolean;
  readonly maxStates?: number;
  readonly maxSeconds?: number;
  /** MiB. */
  readonly maxMemory?: number;
  /** Whether to tell all that was counted. */
  readonly statistics?: boolean;
  /** The file for the state graph. */
  readonly dot?: string;
  /** The file that a check which stops can be gone on with from. */
  readonly checkpoint?: string;
  /** The checkpoint to go on with. It says what is checked. */
  readonly resume?: string | undefined;
  /** Threads that share the search. */
  readonly workers?: number;
  readonly fingerprints?: boolean;
}

export const defaultOut = 'podproof-out';

/** MiB of stored states: a search ends before it takes the machine with it. */
export const defaultMemory = 1024;

/** More threads than any machine has processors to spare: a typing error. */
export const mostWorkers = 64;

/** The greatest values that the budgets of an exhaustive check may have. */
export const most = { states: 1_000_000_000, seconds: 10_000_000, memory: 1_000_000 } as const;

/** The arguments that change what is checked or how, for a command that does it again. */
export function repeatedArguments(options: CheckOptions): readonly string[] {
  const { regressions } = options;
  return [...(options.resume === undefined ? changingArguments(options) : []), ...outArguments(options), ...(regressions === false ? ['--no-regressions'] : [])];
}

/** Where to put what is found. */
export function outArguments({ out }: CheckOptions): readonly string[] {
  return out === undefined ? [] : ['--out', out];
}

function changingArguments(options: CheckOptions): readonly string[] {
  const { property = [], timing, strategy, depth, toward, differential } = options;
  return [
    ...clusterArguments(options),
    ...property.flatMap((name) => ['--property', name]),
    ...(timing === undefined ? [] : ['--timing', timing]),
    ...(strategy === undefined ? [] : ['--strategy', strategy]),
    ...(depth === undefined ? [] : ['--depth', String(depth)]),
    ...(toward === undefined ? [] : ['--toward', toward]),
    ...(differential === true ? ['--differential'] : []),
  ];
}

/** The arguments that name what is checked. */
export function sourceArguments(options: CheckOptions): readonly string[] {
  return options.resume === undefined ? subjectArguments(options) : [];
}

/** The arguments of an exhaustive check, for a command that does it again. */
export function exhaustiveArguments({ order, reduction, symmetry, maxStates, maxSeconds, maxMemory, statistics, checkpoint, resume, workers, fingerprints }: CheckOptions): readonly string[] {
  return [
    '--exhaustive',
    ...(resume === undefined ? [] : ['--resume', resume]),
    ...(order === undefined ? [] : ['--order', order]),
    ...(reduction === false && resume === undefined ? ['--no-reduction'] : []),
    ...(symmetry === false ? ['--no-symmetry'] : []),
    ...(workers === undefined ? [] : ['--workers', String(workers)]),
    ...(fingerprints === true ? ['--fingerprints'] : []),
    ...(maxStates === undefined ? [] : ['--max-states', String(maxStates)]),
    ...(maxSeconds === undefined ? [] : ['--max-seconds', String(maxSeconds)]),
    ...(maxMemory === undefined ? [] : ['--max-memory', String(maxMemory)]),
    ...(statistics === true ? ['--statistics'] : []),
    ...(checkpoint === undefined ? [] : ['--checkpoint', checkpoint]),
  ];
}

/** The same check with a budget ten times as large. */
export function withLargerBudget(options: CheckOptions): CheckOptions {
  const { maxStates, maxSeconds, maxMemory } = options;
  const isMemoryOnly = maxStates === undefined && maxSeconds === undefined;
  return {
    ...options,
    ...(maxStates !== undefined && { maxStates: Math.min(10 * maxStates, most.states) }),
    ...(maxSeconds !== undefined && { maxSeconds: Math.min(10 * maxSeconds, most.seconds) }),
    ...((maxMemory !== undefined || isMemoryOnly) && { maxMemory: Math.min(10 * (maxMemory ?? defaultMemory), most.memory) }),
  };
}
