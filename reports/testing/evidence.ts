import { join } from 'node:path';
import type { Counterexample } from '../../generators/random/result.ts';
import { Engine, replay, traceOf, type Trace } from '../../model/kernel/index.ts';
import type { Subject } from '../../properties/instrument.ts';
import { fileProblem } from '../cli/files.ts';
import { commandLine } from '../cli/quote.ts';
import { shownSteps } from '../cli/shownSteps.ts';
import { writeSequenceDiagram } from '../mermaid/index.ts';
import { writeWhole } from '../mermaid/files.ts';
import { fileOf } from '../regressions/key.ts';
import { drawRun } from '../sequence/draw.ts';
import type { ShownStep } from '../terminal/steps.ts';
import { isReplayable, type Described } from './described.ts';
import type { EvidenceOptions } from './options.ts';

/** A counterexample as a test shows it. */
export interface Evidence {
  readonly trace: Trace;
  readonly steps: readonly ShownStep[];
  /** The source of the diagram. */
  readonly mermaid: string;
  readonly files: readonly string[];
  /** What could not be written, and why. */
  readonly notices: readonly string[];
  /** The command that takes the run again, where the command line can and the trace is written. */
  readonly replay?: string;
}

/** Draws a counterexample, writes it down and attaches it to the test, as far as that was asked for. */
export async function gatherEvidence(subject: Subject, { key, style, madeFrom }: Described, { violation, initial, schedule, reasons }: Counterexample, { artifacts, context }: EvidenceOptions): Promise<Evidence> {
  // Without properties: a trace is about the system, whatever is asked about it later.
  const engine = new Engine(subject.system);
  const run = replay(engine, schedule, { initial });
  const trace = traceOf(engine, madeFrom, run, initial, violation);
  const base = artifacts === undefined ? undefined : join(artifacts, fileOf(key, violation.property));
  const replayed = base !== undefined && isReplayable(trace) ? commandLine('npx podproof', ['replay', `${base}.trace.json`]) : undefined;
  const description = [`Promised: ${violation.statement}`, `Happened: ${violation.explanation}`, ...(replayed === undefined ? [] : [`Replay: ${replayed}`])];
  const mermaid = writeSequenceDiagram(drawRun(engine, run, style, { title: `${violation.property} is violated`, description, violation, reasons, stepNumbers: true, ...(replayed !== undefined && { replay: replayed }) }));
  const traceText = `${JSON.stringify(trace, null, 2)}\n`;
  const written = base === undefined ? { files: [], notices: [] } : await writeAll([[`${base}.trace.json`, traceText], [`${base}.mmd`, mermaid]]);
  await context?.annotate(`${violation.property} is violated: the run as a diagram`, { contentType: 'text/vnd.mermaid', body: bytes(mermaid) });
  await context?.annotate(`${violation.property} is violated: the trace`, { contentType: 'application/json', body: bytes(traceText) });
  return { trace, steps: shownSteps(run, style, reasons), mermaid, ...written, ...(replayed !== undefined && written.files.length > 0 && { replay: replayed }) };
}

async function writeAll(all: readonly (readonly [file: string, text: string])[]): Promise<{ readonly files: readonly string[]; readonly notices: readonly string[] }> {
  const files: string[] = [];
  const notices: string[] = [];
  for (const [file, text] of all) {
    try {
      await writeWhole(file, text);
      files.push(file);
    } catch (reason) {
      const problem = fileProblem(reason);
      if (problem === undefined) throw reason;
      notices.push(`Not written: ${file}: ${problem}`);
    }
  }
  return { files, notices };
}

/** A text would be taken for base64. */
function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
