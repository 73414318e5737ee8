import { createHash } from 'node:crypto';
import * as z from 'zod';
import { canonicalText } from './canonical.ts';
import type { Engine, State } from './engine.ts';
import type { Action } from './action.ts';
import type { Json } from './json.ts';

/** The version of the trace format that this release writes and reads. */
export const traceVersion = 1;

const json: z.ZodType<Json> = z.json();

/** A scenario and a schedule: everything that is needed to see a run again. One JSON file, readable by a person. */
export const traceSchema = z.strictObject({
  format: z.literal('podproof-trace'),
  version: z.literal(traceVersion),
  /** What the system was made from; the kernel does not look inside. */
  scenario: json,
  /** Which of the initial states, when there are several. */
  initial: z.int().nonnegative().default(0),
  /** The labels of the actions, in order. */
  schedule: z.array(z.string()),
  /** SHA-256 over the canonical text of the last state: replay is bit for bit or it says so. */
  end: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal'),
  /** What the run shows. */
  verdict: z.strictObject({ property: z.string(), statement: z.string(), explanation: z.string() }).optional(),
});

export type Trace = z.infer<typeof traceSchema>;

/** One step of a replayed run. */
export interface ReplayedStep {
  readonly label: string;
  readonly action: Action;
  readonly before: State;
  readonly after: State;
}

/** A step, taken apart where several are taken at once: each has the states before and after them all. */
export function singleSteps(step: ReplayedStep): readonly ReplayedStep[] {
  const { steps } = step.action;
  return steps?.map((each) => ({ ...step, label: each.label, action: { ...step.action, ...each, steps: [each] } })) ?? [step];
}

export interface Run {
  readonly initial: State;
  readonly steps: readonly ReplayedStep[];
  readonly end: State;
}

/** What is wrong with a trace, in words for whoever edited it. */
export class TraceError extends Error {
  override readonly name = 'TraceError';
}

/**
 * Reads a trace.
 * @throws TraceError when it is not one, is of another version, or is damaged: where and what to do next
 */
export function parseTrace(text: string, file: string): Trace {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (reason) {
    throw new TraceError(`${file}: not JSON: ${reason instanceof Error ? reason.message : String(reason)}`);
  }
  const version = typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
  if (typeof version === 'number' && version !== traceVersion) {
    throw new TraceError(`${file}: version: this is a trace of version ${version}, and this release reads version ${traceVersion}; record it anew with this release, or use the one that wrote it`);
  }
  const parsed = traceSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, 5).map((issue) => `${file}: ${issue.path.join('.') || '(top level)'}: ${issue.message}`);
  throw new TraceError(`${problems.join('\n')}\nA trace is what podproof writes with --out; see "podproof replay --help".`);
}

/** A fingerprint of a state that is the same in every engine and on every machine. */
export function fingerprint(engine: Engine, state: State): string {
  return createHash('sha256').update(canonicalText(engine.snapshot(state), 'state')).digest('hex');
}

/**
 * Takes the actions of a schedule one by one. Labels that are not enabled are skipped when `tolerant` (that is
 * how schedules are shrunk), and are an error otherwise.
 * @throws TraceError naming the step, its label and what was enabled instead
 */
export function replay(engine: Engine, schedule: readonly string[], options: { readonly initial?: number; readonly tolerant?: boolean } = {}): Run {
  const initial = engine.initial()[options.initial ?? 0];
  if (initial === undefined) throw new TraceError(`initial: there is no initial state number ${options.initial ?? 0}`);
  const steps: ReplayedStep[] = [];
  let state = initial;
  for (const [index, label] of schedule.entries()) {
    const action = engine.find(state, label);
    if (action === undefined) {
      if (options.tolerant) continue;
      const enabled = engine.labels(engine.enabled(state));
      throw new TraceError(`schedule[${index}]: "${label}" is not enabled here; enabled: ${enabled.length === 0 ? 'nothing' : enabled.map((other) => `"${other}"`).join(', ')}`);
    }
    const after = engine.apply(state, action);
    steps.push({ label, action, before: state, after });
    state = after;
  }
  return { initial, steps, end: state };
}

/**
 * Replays a trace and makes sure that it ends in the very state that was recorded.
 * @throws TraceError when it does not
 */
export function replayTrace(engine: Engine, trace: Trace): Run {
  const run = replay(engine, trace.schedule, { initial: trace.initial });
  const end = fingerprint(engine, run.end);
  if (end !== trace.end) {
    throw new TraceError(`end: the replay ends in another state than the recorded one (${end.slice(0, 12)}… instead of ${trace.end.slice(0, 12)}…): the schedule or the scenario was edited, or another release of the model recorded it`);
  }
  return run;
}

/** The trace of a run. */
export function traceOf(engine: Engine, scenario: Json, run: Run, initial = 0, verdict?: Trace['verdict']): Trace {
  return {
    format: 'podproof-trace',
    version: traceVersion,
    scenario,
    initial,
    schedule: run.steps.map(({ label }) => label),
    end: fingerprint(engine, run.end),
    ...(verdict !== undefined && { verdict }),
  };
}
