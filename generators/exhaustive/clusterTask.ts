import { cluster } from '../../model/cluster/cluster.ts';
import type { Json } from '../../model/kernel/index.ts';
import { scenarioSchema, type Scenario } from '../../model/scenario.ts';
import { clusterProperties } from '../../properties/clusterProperties.ts';
import { instrument } from '../../properties/instrument.ts';
import type { MakeTask, Task } from '../search/parallel/task.ts';
import { taskFor } from './taskFor.ts';

/** The search of a scenario for violations of these properties, for threads to make for themselves. */
export function clusterTask(scenario: Scenario, properties: readonly string[]): Task {
  const argument: Json = JSON.parse(JSON.stringify({ scenario, properties }));
  return { module: import.meta.url, name: makeClusterTask.name, argument };
}

export const makeClusterTask: MakeTask = (argument) => {
  const { scenario, properties } = argument as { readonly scenario: Json; readonly properties: readonly string[] };
  const chosen = clusterProperties.filter(({ name }) => properties.includes(name));
  return taskFor(instrument(cluster(scenarioSchema.parse(scenario)), chosen));
};
