import type { ScenarioInput } from '../../model/scenario.ts';
import type { Mutant } from '../../properties/mutants/index.ts';
import type { NamedScenario } from '../scenarios/index.ts';

/** A scenario in which replaced guards are tried. */
export interface PoolScenario {
  /** As `check --scenario` knows it: a named scenario, or the name of the mutant whose scenario it is. */
  readonly name: string;
  readonly scenario: ScenarioInput;
}

/** Scenarios in the order in which they are tried: those of known mutants, which are as small as they can be, those made for guards that nothing else asks, then the named ones. */
export function scenarioPool(mutants: readonly Mutant[], own: readonly PoolScenario[], named: readonly NamedScenario[]): readonly PoolScenario[] {
  const seen = new Set<ScenarioInput>();
  const small = mutants.flatMap(({ name, scenario }): PoolScenario[] => {
    if (seen.has(scenario)) return [];
    seen.add(scenario);
    return [{ name, scenario }];
  });
  return [...small, ...own, ...named.map(({ name, scenario }) => ({ name, scenario }))];
}
