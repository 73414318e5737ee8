import { admissionMutants } from './admission.ts';
import { controllerMutants } from './controllers.ts';
import { kubeletMutants } from './kubelet.ts';
import type { Mutant } from './mutant.ts';
import { schedulingMutants } from './scheduling.ts';
import { storeMutants } from './store.ts';

export { survivors, type Survivor } from './survivors/index.ts';
export { mutated, type Mutant } from './mutant.ts';

/** Known mistakes, each with the property that notices it. */
export const mutants: readonly Mutant[] = [...schedulingMutants, ...admissionMutants, ...kubeletMutants, ...controllerMutants, ...storeMutants];

export function mutantNamed(name: string): Mutant | undefined {
  return mutants.find((mutant) => mutant.name === name);
}
