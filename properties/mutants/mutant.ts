import type { ScenarioInput } from '../../model/scenario.ts';

/** A guard replaced: the mistake that it keeps away from is made, and a property must notice. Data, no code. */
export interface Mutant {
  /** Kebab-case, unique: `double-binding`. */
  readonly name: string;
  /** What goes wrong, and where it has gone wrong in reality. */
  readonly description: string;
  /** `<kind>.<guard>` */
  readonly guard: string;
  /** What the guard always answers. */
  readonly forced: boolean;
  /** Where it shows. Without the mutant every property holds there. */
  readonly scenario: ScenarioInput;
  /** The property that notices. */
  readonly killedBy: string;
}

/** The scenario with the guard replaced. */
export function mutated({ name, guard, forced, scenario }: Mutant): ScenarioInput {
  return { ...scenario, name: `${scenario.name}, ${name}`, mutants: { ...scenario.mutants, [guard]: forced } };
}
