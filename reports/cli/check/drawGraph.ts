import { defaultGraphStates, stateGraph } from '../../../generators/exhaustive/explicitGraph.ts';
import type { ClusterProperty } from '../../../properties/cluster.ts';
import { stateGraphDot } from '../../dot/stateGraphDot.ts';
import { count } from '../../terminal/text.ts';
import { ProgressLine } from '../../terminal/progress.ts';
import { writeText } from '../files.ts';
import type { Io } from '../io.ts';
import { progressOutput } from '../progress.ts';
import type { CheckSubject } from '../subject.ts';
import type { Toolbox } from '../toolbox.ts';
import { UserError } from '../userError.ts';
import type { CheckOptions } from './options.ts';
import type { DrawnGraph, ExhaustiveReport } from './report.ts';

/**
 * Writes the state graph that --dot asks for, whatever the verdict: violating states are in it and gone on from. It is explored
 * once more for that. A graph that cannot be written is no reason to lose the verdict.
 */
export async function drawGraph(io: Io, toolbox: Toolbox, file: string, options: CheckOptions, { scenario }: CheckSubject, properties: readonly ClusterProperty[], statistics: ExhaustiveReport['statistics']): Promise<DrawnGraph> {
  const progress = new ProgressLine(progressOutput(io));
  const graph = await stateGraph(toolbox.cluster(scenario), properties, {
    reduction: options.reduction !== false,
    signal: io.signal,
    progress: () => progress.update(() => `${scenario.name}: exploring the graph for ${file} (Ctrl-C: none)`),
  });
  progress.clear();
  if (graph === 'interrupted') return { file, notDrawn: 'interrupted' };
  if (graph === 'too large') return { file, notDrawn: tooLarge(statistics, options) };
  try {
    await writeText(io, file, stateGraphDot(graph, scenario.name));
    return { file, states: graph.states.length, steps: graph.steps.length, leftOut: graph.leftOut };
  } catch (reason) {
    if (!(reason instanceof UserError)) throw reason;
    return { file, notDrawn: reason.message };
  }
}

/** The check may have visited fewer, if it stopped at a violation or at a budget, or more, if it looked at all orders for circles. */
function tooLarge({ states, isReduced, reduced }: ExhaustiveReport['statistics'], { reduction }: CheckOptions): string {
  const visited = reduction === false || isReduced ? states : (reduced?.states ?? states);
  const known = visited > defaultGraphStates ? `${count(visited, 'state')} were visited` : `there are more than ${count(defaultGraphStates, 'state')}`;
  return `${known}, and more than ${defaultGraphStates} can be neither read nor laid out; fewer nodes, objects, faults or properties make it smaller`;
}
