import { clusterProperties } from './clusterProperties.ts';
import type { ClusterProperty } from './cluster.ts';

/** What must hold of a cluster, and the mistakes that prove that each property can fail. */
export { clusterProperties } from './clusterProperties.ts';
export { promises, type Promised } from './promises.ts';
export { mutantNamed, mutants, mutated, survivors, type Mutant, type Survivor } from './mutants/index.ts';
export { instrument, type Instrumented, type Subject } from './instrument.ts';
export type { ClusterInvariant, ClusterLiveness, ClusterMonitor, ClusterProperty } from './cluster.ts';
export type { Invariant, Liveness, Monitor, Property, PropertyInfo, Violation } from './property.ts';

export function propertyNamed(name: string): ClusterProperty | undefined {
  return clusterProperties.find((property) => property.name === name);
}
