import type { GoalOption } from '../goalOf.ts';
import { clusterArguments, subjectArguments, type SubjectOptions } from '../subject.ts';

export interface WitnessFlags extends SubjectOptions {
  /** A named goal or an expression. */
  readonly that: string;
  /** The diagram's file. */
  readonly output?: string;
  readonly allSteps?: boolean;
  readonly out?: string;
  readonly maxStates?: number;
  readonly maxSeconds?: number;
  readonly runs?: number;
  readonly seed?: number;
  readonly json?: boolean;
}

/** Enough for one pod's whole way; whoever waits longer has to say so. */
export const defaultWitnessSeconds = 60;

/** The scenario in which a goal is looked for when none is named. */
export const usualScenario = 'pod';

/** What is looked for, for whoever reads goals. */
export function goalOption({ that }: WitnessFlags): GoalOption {
  return { flag: '--that', goal: that };
}

/** The arguments that name what is looked for and where, for a command that does it again. */
export function witnessArguments(options: WitnessFlags): readonly string[] {
  const { timing, that, out, output, maxStates, maxSeconds, runs } = options;
  return [
    ...subjectArguments(options),
    ...clusterArguments(options),
    ...(timing === undefined ? [] : ['--timing', timing]),
    ...(out === undefined ? [] : ['--out', out]),
    ...(output === undefined ? [] : ['-o', output]),
    ...(maxStates === undefined ? [] : ['--max-states', String(maxStates)]),
    ...(maxSeconds === undefined ? [] : ['--max-seconds', String(maxSeconds)]),
    ...(runs === undefined ? [] : ['--runs', String(runs)]),
    '--that',
    that,
  ];
}
