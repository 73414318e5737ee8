import { clusterTask } from '../../generators/exhaustive/clusterTask.ts';
import { recordedHistory } from '../../generators/history/index.ts';
import { scenarios } from '../../generators/scenarios/index.ts';
import { cluster } from '../../model/cluster/cluster.ts';
import { parseManifests, validateManifests } from '../../model/objects/index.ts';
import { clusterProperties } from '../../properties/clusterProperties.ts';
import { promises } from '../../properties/promises.ts';
import { mutants } from '../../properties/mutants/index.ts';
import { machines } from './machines.ts';
import type { Toolbox } from './toolbox.ts';

/** The model of Kubernetes, and what there is to ask about it. */
export const podproof: Toolbox = { cluster, task: clusterTask, properties: clusterProperties, promises, mutants, history: recordedHistory, scenarios, machines, parseManifests, validateManifests };
