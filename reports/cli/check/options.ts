import type { Order } from '../../../generators/search/frontier.ts';
import type { SubjectOptions } from '../subject.ts';
import { UserError } from '../userError.ts';

export interface CheckOptions extends SubjectOptions, ExhaustiveFlags {
  readonly runs?: number;
  readonly seed?: number;
  readonly path?: string;
  readonly property?: readonly string[];
  readonly out?: string;
  readonly json?: boolean;
}

interface ExhaustiveFlags {
  readonly exhaustive?: boolean;
  readonly order?: Order;
  /** False only: there is no need to ask for it. */
  readonly reduction?: boolean;
  readonly maxStates?: number;
  readonly maxSeconds?: number;
  /** MiB. */
  readonly maxMemory?: number;
  /** Whether to tell all that was counted. */
  readonly statistics?: boolean;
  /** The file for the state graph. */
  readonly dot?: string;
}

export const defaultOut = 'podproof-out';

/** MiB of stored states: a search ends before it takes the machine with it. */
export const defaultMemory = 1024;

/** The greatest values that the budgets of an exhaustive check may have. */
export const most = { states: 1_000_000_000, seconds: 10_000_000, memory: 1_000_000 } as const;

/** @throws UserError when options contradict each other, with what to do about it */
export function refuseContradictions(options: CheckOptions): void {
  const { exhaustive = false, runs, seed, path, order, reduction, maxStates, maxSeconds, maxMemory, statistics, dot } = options;
  const sampling = given({ '--runs': runs, '--seed': seed, '--path': path });
  const searching = given({ '--order': order, '--no-reduction': reduction === false ? true : undefined, '--max-states': maxStates, '--max-seconds': maxSeconds, '--max-memory': maxMemory, '--statistics': statistics, '--dot': dot });
  if (exhaustive && sampling.length > 0) throw new UserError(`--exhaustive tries every run there is, and ${and(sampling)} chooses among runs at random: leave out ${sampling.length === 1 ? 'one or the other' : 'these or --exhaustive'}.`);
  if (!exhaustive && searching.length > 0) throw new UserError(`${and(searching)} ${searching.length === 1 ? 'means' : 'mean'} something only together with --exhaustive: add it, or leave ${searching.length === 1 ? searching[0] : 'them'} out.`);
  if (path !== undefined && seed === undefined) throw new UserError('--path means something only together with --seed: give both, as printed with a violation.');
}

function given(flags: { readonly [flag: string]: unknown }): readonly string[] {
  return Object.entries(flags).flatMap(([flag, value]) => (value === undefined ? [] : [flag]));
}

function and(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** The arguments that change what is checked or how, for a command that does it again. */
export function repeatedArguments(options: CheckOptions): readonly string[] {
  const { nodes, schedulers, faults, mutant = [], property = [], timing, out } = options;
  return [
    ...(nodes === undefined ? [] : ['--nodes', String(nodes)]),
    ...(schedulers === undefined ? [] : ['--schedulers', String(schedulers)]),
    ...(faults === undefined ? [] : ['--faults', faults]),
    ...mutant.flatMap((name) => ['--mutant', name]),
    ...property.flatMap((name) => ['--property', name]),
    ...(timing === undefined ? [] : ['--timing', timing]),
    ...(out === undefined ? [] : ['--out', out]),
  ];
}

/** The arguments of an exhaustive check, for a command that does it again. */
export function exhaustiveArguments({ order, reduction, maxStates, maxSeconds, maxMemory, statistics }: CheckOptions): readonly string[] {
  return [
    '--exhaustive',
    ...(order === undefined ? [] : ['--order', order]),
    ...(reduction === false ? ['--no-reduction'] : []),
    ...(maxStates === undefined ? [] : ['--max-states', String(maxStates)]),
    ...(maxSeconds === undefined ? [] : ['--max-seconds', String(maxSeconds)]),
    ...(maxMemory === undefined ? [] : ['--max-memory', String(maxMemory)]),
    ...(statistics === true ? ['--statistics'] : []),
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
