import { cluster, type Cluster } from '../../model/cluster/cluster.ts';
import { replay, type Engine, type Run } from '../../model/kernel/index.ts';
import { scenario } from '../../model/scenario.ts';
import { clusterProperties } from '../../properties/clusterProperties.ts';
import { withBug, type HistoricalBug } from '../../properties/history/index.ts';
import { instrument } from '../../properties/instrument.ts';
import type { Violation } from '../../properties/property.ts';
import type { Finding } from './finding.ts';

export interface ReplayedFinding {
  readonly cluster: Cluster;
  readonly engine: Engine;
  readonly run: Run;
  /** What the run violates where it ends; what is missing there counts only when nothing is broken. */
  readonly violation: Violation | undefined;
  /** Steps after which something is violated already, before the last one. */
  readonly early: readonly number[];
}

/**
 * Takes the recorded steps of a bug again.
 * @throws TraceError when one of them is not possible
 */
export function replayFinding(bug: HistoricalBug, { schedule }: Finding): ReplayedFinding {
  const composed = cluster(scenario(withBug(bug)));
  const { engine, violation, missing } = instrument(composed, clusterProperties);
  const run = replay(engine, schedule);
  const early = run.steps.slice(0, -1).flatMap(({ after }, index) => (violation(after) === undefined ? [] : [index + 1]));
  return { cluster: composed, engine, run, violation: violation(run.end) ?? missing(run.end)[0], early };
}
