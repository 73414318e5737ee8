import { scenario, type Scenario } from '../../model/scenario.ts';
import type { Io } from './io.ts';
import { scenarioFromFiles } from './manifests.ts';
import { unknownName } from './nearest.ts';
import { parseFaults } from './faults.ts';
import { parseMutant, withMutants, type AskedReplacement } from './mutants.ts';
import type { Toolbox } from './toolbox.ts';
import { UserError } from './userError.ts';

/** What a check was asked to look at. */
export interface SubjectOptions {
  readonly file?: readonly string[];
  readonly scenario?: readonly string[];
  readonly nodes?: number;
  readonly schedulers?: number;
  /** True only: of several schedulers one leads. */
  readonly leaderElect?: boolean;
  readonly grain?: Scenario['grain'];
  readonly faults?: string;
  readonly mutant?: readonly string[];
  readonly timing?: Scenario['timing'];
}

export interface CheckSubject {
  readonly scenario: Scenario;
  /** The arguments that name it, for a command that checks it again. */
  readonly source: readonly string[];
  /** The command that takes these arguments, where it is not `check`. */
  readonly command?: string;
}

/** The arguments that name it, as they were given. */
export function subjectArguments({ file = [], scenario: names = [] }: SubjectOptions): readonly string[] {
  return [...file.flatMap((name) => ['-f', name]), ...names.flatMap((name) => ['--scenario', name])];
}

/** The arguments that change the cluster. */
export function clusterArguments({ nodes, schedulers, leaderElect, grain, faults, mutant = [] }: SubjectOptions): readonly string[] {
  return [
    ...(nodes === undefined ? [] : ['--nodes', String(nodes)]),
    ...(schedulers === undefined ? [] : ['--schedulers', String(schedulers)]),
    ...(leaderElect === true ? ['--leader-elect'] : []),
    ...(grain === undefined ? [] : ['--grain', grain]),
    ...(faults === undefined ? [] : ['--faults', faults]),
    ...mutant.flatMap((name) => ['--mutant', name]),
  ];
}

/** What is checked when nothing is said. */
export const builtIn: readonly string[] = ['pod', 'service'];

/** The scenarios that a check was asked for, with everything that the options change about them. */
export async function subjects(io: Io, toolbox: Toolbox, options: SubjectOptions): Promise<readonly CheckSubject[]> {
  const replacements = (options.mutant ?? []).map((given) => parseMutant(given, toolbox, io.program));
  const faults = options.faults === undefined ? undefined : parseFaults(options.faults, io.program);
  const found = await sources(io, toolbox, options, replacements);
  return found.map(({ scenario: given, source }) => {
    if (options.nodes !== undefined && given.objects.some(({ kind }) => kind === 'Node')) {
      throw new UserError('--nodes and Node objects in the manifests contradict each other: leave one of them out.');
    }
    const changed: Scenario = {
      ...given,
      ...(options.nodes !== undefined && { nodes: options.nodes }),
      ...(options.schedulers !== undefined && { schedulers: options.schedulers }),
      ...(options.leaderElect === true && { leaderElect: true }),
      ...(options.grain !== undefined && { grain: options.grain }),
      ...(options.timing !== undefined && { timing: options.timing }),
      ...(faults !== undefined && { faults }),
    };
    if (options.leaderElect === true && changed.schedulers < 2) throw new UserError(`--leader-elect means something only where there are several schedulers, and scenario ${given.name} has ${changed.schedulers}: add --schedulers 2, or leave it out.`);
    return { scenario: withMutants(changed, replacements, toolbox, io.program), source };
  });
}

async function sources(io: Io, toolbox: Toolbox, options: SubjectOptions, replacements: readonly AskedReplacement[]): Promise<readonly CheckSubject[]> {
  const files = options.file ?? [];
  const names = options.scenario ?? [];
  if (files.length > 0 && names.length > 0) throw new UserError('-f and --scenario both say what to check: use one of them.');
  if (files.length > 0) return [{ scenario: await scenarioFromFiles(io, toolbox, files), source: files.flatMap((file) => ['-f', file]) }];
  const own = replacements.find(({ mutant }) => mutant !== undefined)?.mutant;
  // A mutant is looked for where it is known to show; its name says which scenario that is.
  if (names.length === 0 && own !== undefined) return [{ scenario: scenario(own.scenario), source: [] }];
  return [...new Set(names.length > 0 ? names : builtIn)].map((name) => ({ scenario: namedScenario(toolbox, name, io.program), source: ['--scenario', name] }));
}

export function namedScenario(toolbox: Toolbox, name: string, program: string): Scenario {
  const found = toolbox.scenarios.find((candidate) => candidate.name === name) ?? small(toolbox, name);
  if (found === undefined) throw unknownName('scenario', name, toolbox.scenarios.map((candidate) => candidate.name), `${program} list scenarios`);
  return found.scenario;
}

/** Scenarios made for mutants are known by name, too; its own name tells what happens in it. */
function small({ mutation }: Toolbox, name: string): { readonly scenario: Scenario } | undefined {
  const found = mutation.pool.find((candidate) => candidate.name === name);
  return found && { scenario: scenario(found.scenario) };
}
