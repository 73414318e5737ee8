import type { Scenario } from '../../model/scenario.ts';
import type { SequenceDiagram } from '../mermaid/index.ts';
import { clusterStyle } from '../sequence/clusterStyle.ts';
import { drawRun } from '../sequence/draw.ts';
import type { CalmRun } from './calmRun.ts';

export function drawCalmRun({ cluster, engine, run, cameToRest }: CalmRun, scenario: Scenario, everything = false): SequenceDiagram {
  const title = scenario.description === '' ? scenario.name : `${scenario.name}: ${scenario.description}`;
  const description = ['What happens when nothing goes wrong and timers fire only when nothing else is left to do.', ...(cameToRest ? [] : ['Cut: it does not come to rest.'])];
  return drawRun(engine, run, clusterStyle(cluster), { title, description, everything });
}
