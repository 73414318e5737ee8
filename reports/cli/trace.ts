import { Engine, parseTrace, replayTrace, TraceError, type JsonObject, type Run, type Trace } from '../../model/kernel/index.ts';
import { scenarioSchema, type Scenario } from '../../model/scenario.ts';
import { guardsOf } from './mutants.ts';
import { unknownName } from './nearest.ts';
import type { Cluster, Toolbox } from './toolbox.ts';
import { UserError } from './userError.ts';

export interface OpenedTrace {
  readonly trace: Trace;
  readonly scenario: Scenario;
  readonly cluster: Cluster;
  readonly engine: Engine;
  readonly run: Run;
}

/** How many mistakes are shown at once. */
const mostErrors = 5;

/** Whether a text wants to be a trace, whole or damaged. */
export function isTrace(text: string): boolean {
  return /"format"\s*:\s*"podproof-trace"/.test(text);
}

/**
 * Reads a trace, builds the cluster that it was recorded in and takes its steps.
 * @throws UserError or TraceError that says what is damaged
 */
export function openTrace(toolbox: Toolbox, text: string, file: string, program: string): OpenedTrace {
  const trace = parseTrace(text, file);
  const scenario = scenarioOf(toolbox, trace, file);
  const known = guardsOf(toolbox.cluster({ ...scenario, mutants: {} }));
  for (const guard of Object.keys(scenario.mutants)) {
    if (!known.has(guard)) throw unknownName(`guard in the cluster that ${file} was recorded in`, guard, [...known.keys()], `${program} list guards`);
  }
  const cluster = toolbox.cluster(scenario);
  const engine = new Engine(cluster.system);
  try {
    return { trace, scenario, cluster, engine, run: replayTrace(engine, trace) };
  } catch (reason) {
    throw reason instanceof TraceError ? new UserError(`${file}: ${shortened(reason.message)}`) : reason;
  }
}

function scenarioOf(toolbox: Toolbox, trace: Trace, file: string): Scenario {
  const parsed = scenarioSchema.safeParse(trace.scenario);
  if (!parsed.success) {
    throw new UserError(parsed.error.issues.slice(0, mostErrors).map(({ path, message }) => `${file}: ${['scenario', ...path].join('.')}: ${message}`).join('\n'));
  }
  const scenario = parsed.data;
  const objects: readonly (readonly [path: string, object: JsonObject])[] = [
    ...scenario.objects.map((object, index) => [`scenario.objects.${index}`, object] as const),
    ...scenario.commands.flatMap((command, index) => ('object' in command ? [[`scenario.commands.${index}.object`, command.object] as const] : [])),
  ];
  const problems = objects.flatMap(([path, object]) => toolbox.parseManifests(JSON.stringify(object), file).errors.map((error) => `${file}: ${path}${error.path ? `.${error.path}` : ''}: ${error.message}`));
  if (problems.length > 0) throw new UserError(problems.slice(0, mostErrors).join('\n'));
  return scenario;
}

/** What is enabled instead may be a long list. */
function shortened(message: string): string {
  return message.length > 1000 ? `${message.slice(0, 1000)}…` : message;
}
