import type { ScenarioInput } from '../../model/scenario.ts';
import { mutantNamed } from '../mutants/index.ts';

/** A bug that Kubernetes had (or has), as a cluster that has it: the checks that were missing are guards replaced. Data, no code. */
export interface HistoricalBug {
  /** `B18` */
  readonly id: string;
  /** What went wrong, in a few words. */
  readonly title: string;
  /** Where it was reported or repaired: `kubernetes#31709`, `etcd-io/etcd#16028` where it is not a repository of Kubernetes; or the source that keeps it from happening. */
  readonly references: readonly string[];
  /** How it went wrong, and which check keeps it from going wrong. */
  readonly mechanism: string;
  /** Where it shows. With all its guards every property holds there, in as many runs at least. */
  readonly scenario: ScenarioInput;
  /** The checks that were missing or wrong: `<kind>.<guard>` and what it always answers instead. */
  readonly guards: { readonly [guard: string]: boolean };
  /** The property that notices. */
  readonly violates: string;
}

/** The scenario with the bug in it. */
export function withBug({ id, scenario, guards }: HistoricalBug): ScenarioInput {
  return { ...scenario, name: id, description: scenario.name, mutants: { ...scenario.mutants, ...guards } };
}

/** Where a bug is a mutant, too: its scenario, its guard, and the property. @throws Error when there is no mutant of that name */
export function asMutant(name: string): Pick<HistoricalBug, 'scenario' | 'guards' | 'violates'> {
  const mutant = mutantNamed(name);
  if (mutant === undefined) throw new Error(`there is no mutant named ${name}`);
  return { scenario: mutant.scenario, guards: { [mutant.guard]: mutant.forced }, violates: mutant.killedBy };
}
