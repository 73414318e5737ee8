import { Engine, type Run } from '../../../model/kernel/index.ts';
import type { Violation } from '../../../properties/property.ts';
import { calmRun } from '../calmRun.ts';
import { drawCalmRun } from '../drawCalmRun.ts';
import { exists, readText } from '../files.ts';
import type { Io } from '../io.ts';
import { scenarioFromFiles } from '../manifests.ts';
import { commandLine } from '../quote.ts';
import { namedScenario } from '../subject.ts';
import { clusterStyle } from '../../sequence/clusterStyle.ts';
import { drawRun } from '../../sequence/draw.ts';
import type { SequenceDiagram } from '../../mermaid/index.ts';
import { explanation, wordsFor } from '../../words.ts';
import { isTrace, openTrace } from '../trace.ts';
import type { Toolbox } from '../toolbox.ts';

/** What is drawn when nothing is said. */
const usual = 'happy-path';

/** The diagram of a named scenario's or a manifest's calm run, or of a recorded run. */
export async function sequenceDiagramOf(io: Io, toolbox: Toolbox, given: string = usual, everything = false): Promise<SequenceDiagram> {
  if (toolbox.scenarios.some(({ name }) => name === given) || !(given === '-' || (await exists(io, given)))) {
    const scenario = namedScenario(toolbox, given, io.program);
    return drawCalmRun(await calmRun(io, toolbox, scenario), scenario, everything);
  }
  const isFolder = given !== '-' && !given.toLowerCase().endsWith('.json');
  if (!isFolder) {
    const { text, name } = await readText(io, given);
    if (isTrace(text)) {
      const { cluster, trace, run } = openTrace(toolbox, text, name, io.program);
      return drawRecorded(new Engine(cluster.system), cluster, run, { violation: trace.verdict, everything, ...(given !== '-' && { replay: commandLine(io.program, ['replay', given]) }) });
    }
  }
  const scenario = await scenarioFromFiles(io, toolbox, [given]);
  return drawCalmRun(await calmRun(io, toolbox, scenario), scenario, everything);
}

interface Recorded {
  readonly violation: Violation | undefined;
  readonly everything: boolean;
  readonly replay?: string;
}

function drawRecorded(engine: Engine, cluster: Parameters<typeof clusterStyle>[0], run: Run, { violation, everything, replay }: Recorded): SequenceDiagram {
  const description = [...(violation === undefined ? [] : explanation(violation)), ...(replay === undefined ? [] : [`Replay: ${replay}`])];
  const title = violation === undefined ? 'A recorded run' : wordsFor(violation.property).title;
  return drawRun(engine, run, clusterStyle(cluster), { title, description, everything, stepNumbers: true, ...(violation && { violation }), ...(replay !== undefined && { replay }) });
}
