import { clusterTask } from '../../generators/exhaustive/clusterTask.ts';
import { recordedHistory } from '../../generators/history/index.ts';
import { isKilled, knownMistakes, outcome, pool, recordedFate } from '../../generators/mutation/index.ts';
import { scenarios } from '../../generators/scenarios/index.ts';
import { cluster } from '../../model/cluster/cluster.ts';
import { parseManifests, validateManifests } from '../../model/objects/index.ts';
import { clusterProperties } from '../../properties/clusterProperties.ts';
import { promises } from '../../properties/promises.ts';
import { mutants, survivors } from '../../properties/mutants/index.ts';
import { machines } from './machines.ts';
import type { Toolbox } from './toolbox.ts';

const mutation: Toolbox['mutation'] = {
  pool,
  known: knownMistakes,
  survivors,
  seed: outcome.seed,
  hint(replacement) {
    const fate = recordedFate(outcome, replacement);
    return fate !== undefined && isKilled(fate) && 'scenario' in fate ? fate.scenario : undefined;
  },
};

/** The model of Kubernetes, and what there is to ask about it. */
export const podproof: Toolbox = { cluster, task: clusterTask, properties: clusterProperties, promises, mutants, mutation, history: recordedHistory, scenarios, machines, parseManifests, validateManifests };
