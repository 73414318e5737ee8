import type { SubjectOptions } from '../subject.ts';

export interface CheckOptions extends SubjectOptions {
  readonly runs?: number;
  readonly seed?: number;
  readonly path?: string;
  readonly property?: readonly string[];
  readonly out?: string;
  readonly json?: boolean;
}

export const defaultOut = 'podproof-out';

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
