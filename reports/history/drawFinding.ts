import type { RecordedBug } from '../../generators/history/index.ts';
import { replayFinding } from '../../generators/history/replayFinding.ts';
import { writeSequenceDiagram } from '../mermaid/index.ts';
import { clusterStyle } from '../sequence/clusterStyle.ts';
import { drawRun } from '../sequence/draw.ts';

/** The shortened run of a bug as a sequence diagram, in mermaid. */
export function drawFinding({ bug, finding }: RecordedBug): string {
  const { cluster, engine, run, violation } = replayFinding(bug, finding);
  return writeSequenceDiagram(drawRun(engine, run, clusterStyle(cluster), { title: `${bug.id}: ${bug.title}`, ...(violation && { violation }) }));
}
