import type { Scenario } from '../../model/scenario.ts';
import type { SequenceDiagram } from '../mermaid/index.ts';
import { clusterStyle } from '../sequence/clusterStyle.ts';
import { drawRun } from '../sequence/draw.ts';
import type { CalmRun } from './calmRun.ts';

export function drawCalmRun({ cluster, engine, run, cameToRest }: CalmRun, scenario: Scenario, everything = false): SequenceDiagram {
  const title = scenario.description === '' ? scenario.name : `${scenario.name}: ${scenario.description}`;
  const description = ['What happens when nothing goes wrong and timers fire only when nothing else is left to do.', ...(cameToRest ? [] : ['Cut: it does not come to rest.'])];
  const style = clusterStyle(cluster);
  // What only brings caches up to date after all is said is no end of a story.
  const last = everything ? run.steps.length - 1 : run.steps.findLastIndex(({ action }) => !style.isQuiet(action));
  return drawRun(engine, { ...run, steps: run.steps.slice(0, last + 1) }, style, { title, description, everything });
}
