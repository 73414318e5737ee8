import { causalOrder } from '../../generators/calm/causalOrder.ts';
import { defaultMaximumCompletion, Walker } from '../../generators/random/walk.ts';
import { replay, type Engine, type Run } from '../../model/kernel/index.ts';
import type { Scenario } from '../../model/scenario.ts';
import { instrument } from '../../properties/instrument.ts';
import type { Cluster, Toolbox } from './toolbox.ts';

/** What happens when nothing goes wrong and nobody is slow: the way that documentation describes. */
export interface CalmRun {
  readonly cluster: Cluster;
  readonly engine: Engine;
  readonly run: Run;
  /** False: it was cut while there was still something to do. */
  readonly cameToRest: boolean;
}

export function calmRun(toolbox: Toolbox, scenario: Scenario): CalmRun {
  const cluster = toolbox.cluster({ ...scenario, timing: 'calm', faults: {} });
  const instrumented = instrument(cluster, []);
  const walker = new Walker(instrumented, { maximumLength: defaultMaximumCompletion, complete: true, maximumCompletion: defaultMaximumCompletion });
  const walk = walker.walk(causalOrder({ caches: cluster.shape.apiservers }));
  if (walk.error !== undefined) throw walk.error;
  // What follows the story is timers going round.
  return { cluster, engine: instrumented.engine, run: replay(instrumented.engine, walk.schedule), cameToRest: walk.end !== 'cut' };
}
