import { join } from 'node:path';
import { writeSequenceDiagram } from '../../mermaid/index.ts';
import { calmRun } from '../calmRun.ts';
import { Interrupted } from '../interrupted.ts';
import { drawCalmRun } from '../drawCalmRun.ts';
import type { Io } from '../io.ts';
import { namedScenario } from '../subject.ts';
import type { Toolbox } from '../toolbox.ts';
import { Evidence } from './evidence.ts';

interface Drawn {
  readonly files: readonly string[];
  readonly notices: readonly string[];
}

/** Leaves a picture of what was checked: the way of a pod from kubectl to Ready. Nothing of it when interrupted. */
export async function drawPodsWay(io: Io, toolbox: Toolbox, folder: string): Promise<Drawn> {
  const written = new Evidence(io);
  try {
    const scenario = namedScenario(toolbox, 'pod', io.program);
    const source = writeSequenceDiagram(drawCalmRun(await calmRun(io, toolbox, scenario), scenario));
    if (await written.text(join(folder, 'pod.mmd'), source)) await written.picture(source, join(folder, 'pod.svg'));
  } catch (reason) {
    if (!(reason instanceof Interrupted)) throw reason;
  }
  return written;
}
