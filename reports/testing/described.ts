import { cluster, type Cluster } from '../../model/cluster/cluster.ts';
import { Engine, replayTrace, TraceError, type Json, type Trace } from '../../model/kernel/index.ts';
import { scenarioSchema } from '../../model/scenario.ts';
import { clusterProperties } from '../../properties/clusterProperties.ts';
import type { Subject } from '../../properties/instrument.ts';
import { regressionKey, scenarioIdentity, type RegressionKey } from '../regressions/key.ts';
import { clusterStyle } from '../sequence/clusterStyle.ts';
import { plainStyle } from '../sequence/plainStyle.ts';
import type { DrawingStyle } from '../sequence/style.ts';

/** What a report can say of a subject that a test checks. */
export interface Described {
  readonly style: DrawingStyle;
  /** What a trace says that it was made from. */
  readonly madeFrom: Json;
  readonly key: RegressionKey;
}

/** `called`: what the test calls it. */
export function described(subject: Subject, called: string | undefined): Described {
  if (isCluster(subject)) {
    const { scenario } = subject;
    const name = called ?? scenario.name;
    return { style: clusterStyle(subject), madeFrom: scenario as unknown as Json, key: regressionKey(name, { name, scenario: scenarioIdentity(scenario, false) }) };
  }
  const { system } = subject;
  const name = called ?? system.components.map((component) => component.name).join('-');
  const mutants = { ...system.mutants };
  return { style: plainStyle(system), madeFrom: { name, faults: { ...system.faults }, mutants }, key: regressionKey(name, { name, mutants }) };
}

/** Made by `cluster(scenario)`, perhaps with components of one's own. */
function isCluster(subject: Subject): subject is Cluster {
  return 'scenario' in subject && scenarioSchema.safeParse(subject.scenario).success;
}

/** Whether the command line can take the run again: it knows the scenario's components only, and its own properties. */
export function isReplayable(trace: Trace): boolean {
  const { data } = scenarioSchema.safeParse(trace.scenario);
  if (data === undefined || !clusterProperties.some(({ name }) => name === trace.verdict?.property)) return false;
  try {
    replayTrace(new Engine(cluster(data).system), trace);
    return true;
  } catch (reason) {
    if (reason instanceof TraceError) return false;
    throw reason;
  }
}
