import { causalOrder } from '../../generators/calm/causalOrder.ts';
import { Breath } from '../../generators/random/breath.ts';
import { defaultMaximumCompletion, Walker } from '../../generators/random/walk.ts';
import { replay, type Engine, type Run } from '../../model/kernel/index.ts';
import type { Scenario } from '../../model/scenario.ts';
import { instrument } from '../../properties/instrument.ts';
import { whileBusy } from '../terminal/progress.ts';
import { Interrupted } from './interrupted.ts';
import type { Io } from './io.ts';
import { progressOutput } from './progress.ts';
import type { Cluster, Toolbox } from './toolbox.ts';

/** What happens when nothing goes wrong and nobody is slow: the way that documentation describes. */
export interface CalmRun {
  readonly cluster: Cluster;
  readonly engine: Engine;
  readonly run: Run;
  /** False: it was cut while there was still something to do. */
  readonly cameToRest: boolean;
}

/** @throws Interrupted */
export async function calmRun(io: Io, toolbox: Toolbox, scenario: Scenario): Promise<CalmRun> {
  const cluster = toolbox.cluster({ ...scenario, timing: 'calm', grain: 'fine', faults: {} });
  const instrumented = instrument(cluster, []);
  const walker = new Walker(instrumented, { maximumLength: defaultMaximumCompletion, complete: true, maximumCompletion: defaultMaximumCompletion });
  const breath = new Breath(io.signal, () => undefined);
  const walk = await whileBusy(progressOutput(io), `${scenario.name}: what happens when nothing goes wrong`, () => breath.drive(walker.walking(causalOrder({ caches: cluster.shape.apiservers }))));
  if (walk === undefined) throw new Interrupted('interrupted');
  if (walk.error !== undefined) throw walk.error;
  // What follows the story is timers going round.
  return { cluster, engine: instrumented.engine, run: replay(instrumented.engine, walk.schedule), cameToRest: walk.end !== 'cut' };
}
