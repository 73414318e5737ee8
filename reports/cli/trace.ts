import { Engine, parseTrace, replayTrace, TraceError, type Json, type JsonObject, type Run, type Trace } from '../../model/kernel/index.ts';
import { scenarioSchema, type Scenario } from '../../model/scenario.ts';
import { guardsOf } from './mutants.ts';
import { unknownName } from './nearest.ts';
import type { Cluster, ManifestError, Toolbox } from './toolbox.ts';
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
  const cluster = toolbox.cluster(scenario);
  const known = guardsOf(cluster);
  for (const guard of Object.keys(scenario.mutants)) {
    if (!known.has(guard)) throw unknownName(`guard in the cluster that ${file} was recorded in`, guard, [...known.keys()], `${program} list guards`);
  }
  const engine = new Engine(cluster.system);
  try {
    return { trace, scenario, cluster, engine, run: replayTrace(engine, trace) };
  } catch (reason) {
    throw reason instanceof TraceError ? new UserError(`${file}: ${strangersIn(trace, cluster) ?? shortened(reason.message)}`) : reason;
  }
}

/** Who acts in a trace and is not of the cluster that the command line can make: only the test that recorded it has it. */
function strangersIn({ schedule }: Trace, { system }: Cluster): string | undefined {
  const known = new Set(system.components.map(({ name }) => name));
  const actors = schedule.flatMap((label) => /^(?:\w+: )?(\S+) (?:→|←|notices)/.exec(label)?.[1] ?? []);
  const strangers = [...new Set(actors)].filter((name) => !known.has(name) && !known.has(name.replace(/:$/, '')));
  return strangers.length === 0 ? undefined : `${strangers.join(', ')} ${strangers.length === 1 ? 'acts' : 'act'} in this run and ${strangers.length === 1 ? 'is' : 'are'} not of podproof's own cluster: a test recorded it with components of its own, and only that test can take it again, with the seed and path that its message names`;
}

function scenarioOf(toolbox: Toolbox, trace: Trace, file: string): Scenario {
  const parsed = scenarioSchema.safeParse(trace.scenario);
  if (!parsed.success) {
    throw new UserError(parsed.error.issues.slice(0, mostErrors).map(({ path, message }) => `${file}: ${['scenario', ...path].join('.')}: ${message}`).join('\n'));
  }
  const scenario = parsed.data;
  const problems = [
    ...scenario.objects.flatMap((object, index) => toolbox.validateManifests(JSON.stringify(object), file).map((error) => inTrace(`scenario.objects.${index}`, error))),
    // What the user does may be wrong on purpose, but kubectl asks for a name.
    ...scenario.commands.flatMap((command, index) => {
      if (!('object' in command)) return [];
      const place = `scenario.commands.${index}.object`;
      const { errors } = toolbox.parseManifests(JSON.stringify(command.object), file);
      return errors.length > 0 ? errors.map((error) => inTrace(place, error)) : hasName(command.object) ? [] : [`${file}: ${place}.metadata.name: Required value`];
    }),
  ];
  if (problems.length > 0) throw new UserError(problems.slice(0, mostErrors).join('\n'));
  return scenario;
}

function inTrace(place: string, { file, path, message }: ManifestError): string {
  return `${file}: ${place}${path === undefined || path === '' ? '' : `.${path}`}: ${message}`;
}

function hasName({ metadata }: JsonObject): boolean {
  const { name, generateName } = (metadata ?? {}) as { readonly name?: Json; readonly generateName?: Json };
  return typeof name === 'string' || typeof generateName === 'string';
}

/** What is enabled instead may be a long list. */
function shortened(message: string): string {
  return message.length > 1000 ? `${message.slice(0, 1000)}…` : message;
}
