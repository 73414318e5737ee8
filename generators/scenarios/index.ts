import { admissionScenarios } from './admission.ts';
import { podScenarios } from './pods.ts';
import { storageScenarios } from './storage.ts';
import { workloadScenarios } from './workloads.ts';
import type { NamedScenario } from './named.ts';

export { ordinaryFaults, type NamedScenario } from './named.ts';

/** Every scenario that has a name, simplest first. */
export const scenarios: readonly NamedScenario[] = [...podScenarios, ...workloadScenarios, ...admissionScenarios, ...storageScenarios];
