import type { Replacement } from '../../generators/mutation/index.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Mutant } from '../../properties/mutants/index.ts';
import { unknownName } from './nearest.ts';
import { UserError } from './userError.ts';
import type { Cluster, Toolbox } from './toolbox.ts';

/** What `--mutant` asks for. */
export interface AskedReplacement extends Replacement {
  /** Set when it was asked for by its name. */
  readonly mutant?: Mutant;
}

/** Reads the name of a mutant, or `kind.guard=true`. */
export function parseMutant(given: string, toolbox: Toolbox, program: string): AskedReplacement {
  const [guard = '', answer, ...rest] = given.split('=');
  if (answer === undefined) {
    const mutant = toolbox.mutants.find(({ name }) => name === given);
    if (mutant === undefined) throw unknownName('mutant', given, toolbox.mutants.map(({ name }) => name), `${program} list mutants\nAny guard can be replaced, too: --mutant KIND.GUARD=true, see ${program} list guards`);
    return { guard: mutant.guard, answer: mutant.forced, mutant };
  }
  if (rest.length > 0 || (answer !== 'true' && answer !== 'false')) throw new UserError(`--mutant: a guard is replaced by true or by false, such as --mutant ${guard === '' ? 'KIND.GUARD' : guard}=true`);
  return { guard, answer: answer === 'true' };
}

/** The guards of a cluster, `kind.guard` -> what each protects. */
export function guardsOf({ system }: Cluster): ReadonlyMap<string, string> {
  return new Map(system.components.flatMap((component) => Object.entries(component.guards ?? {}).map(([name, protects]) => [`${component.kind ?? component.name}.${name}`, protects] as const)));
}

/** The guards that any of the scenarios has, in the order of their names. */
export function allGuards({ scenarios, cluster }: Pick<Toolbox, 'scenarios' | 'cluster'>): ReadonlyMap<string, string> {
  return new Map(scenarios.flatMap(({ scenario }) => [...guardsOf(cluster(scenario))]).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** @throws UserError when the scenario's cluster has no such guard */
export function withMutants(scenario: Scenario, replacements: readonly Replacement[], toolbox: Toolbox, program: string): Scenario {
  if (replacements.length === 0) return scenario;
  const known = guardsOf(toolbox.cluster({ ...scenario, mutants: {} }));
  for (const { guard } of replacements) {
    if (!known.has(guard)) throw unknownName(`guard in the cluster of scenario ${scenario.name}`, guard, [...known.keys()], `${program} list guards`);
  }
  return { ...scenario, mutants: { ...scenario.mutants, ...Object.fromEntries(replacements.map(({ guard, answer }) => [guard, answer])) } };
}
