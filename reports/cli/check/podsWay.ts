import { join } from 'node:path';
import { writeSequenceDiagram } from '../../mermaid/index.ts';
import { calmRun } from '../calmRun.ts';
import { drawCalmRun } from '../drawCalmRun.ts';
import type { Io } from '../io.ts';
import { namedScenario } from '../subject.ts';
import type { Toolbox } from '../toolbox.ts';
import { Evidence } from './evidence.ts';

/** Leaves a picture of what was checked: the way of a pod from kubectl to Ready. */
export async function drawPodsWay(io: Io, toolbox: Toolbox, folder: string): Promise<{ readonly files: readonly string[]; readonly notices: readonly string[] }> {
  const scenario = namedScenario(toolbox, 'pod', io.program);
  const source = writeSequenceDiagram(drawCalmRun(calmRun(toolbox, scenario), scenario));
  const written = new Evidence(io);
  if (await written.text(join(folder, 'pod.mmd'), source)) await written.picture(source, join(folder, 'pod.svg'));
  return written;
}
