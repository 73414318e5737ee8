import { join } from 'node:path';
import type { Counterexample } from '../../../generators/random/checkRandom.ts';
import { Engine, replay, traceOf, type Json } from '../../../model/kernel/index.ts';
import { clusterStyle } from '../../sequence/clusterStyle.ts';
import { drawRun } from '../../sequence/draw.ts';
import { whileBusy } from '../../terminal/progress.ts';
import { renderMermaid, writeSequenceDiagram } from '../../mermaid/index.ts';
import { explanation, wordsFor } from '../../words.ts';
import { fileName, resolvedPath, shownPath, writeText } from '../files.ts';
import type { Io } from '../io.ts';
import { progressOutput } from '../progress.ts';
import { commandLine } from '../quote.ts';
import { shownSteps } from '../shownSteps.ts';
import type { CheckSubject } from '../subject.ts';
import type { Toolbox } from '../toolbox.ts';
import { UserError } from '../userError.ts';
import { defaultOut, outArguments, repeatedArguments, type CheckOptions } from './options.ts';
import { keepFound } from './keeping.ts';
import type { FoundViolation } from './report.ts';

/** Larger ones take a browser minutes to draw, and nobody reads them. */
const mostDrawnSteps = 600;

export interface Finding {
  readonly subject: CheckSubject;
  readonly counterexample: Counterexample;
  /** The arguments that lead a check there again. */
  readonly again: readonly string[];
  /** It is kept already, perhaps as it was in another cluster. */
  readonly isFoundBefore?: boolean;
}

/** Writes down a counterexample as a trace and as a diagram, and says how to see it again. */
export async function recordEvidence(io: Io, toolbox: Toolbox, options: CheckOptions, { subject, counterexample, again, isFoundBefore = false }: Finding): Promise<FoundViolation> {
  const { violation, initial, schedule, foundLength, completionLength, circleLength, isShortest, reasons } = counterexample;
  const cluster = toolbox.cluster(subject.scenario);
  // Without properties: a trace is about the cluster, whatever is asked about it later.
  const engine = new Engine(cluster.system);
  const run = replay(engine, schedule, { initial });
  const style = clusterStyle(cluster);
  const base = join(options.out ?? defaultOut, `${fileName(subject.scenario.name)}.${fileName(violation.property)}`);
  const trace = `${base}.trace.json`;
  const replayTrace = commandLine(io.program, ['replay', shownPath(io, trace)]);
  const checkAgain = commandLine(io.program, [subject.command ?? 'check', ...subject.source, ...(subject.command === undefined ? repeatedArguments : outArguments)(options), ...again]);
  const drawing = drawRun(engine, run, style, {
    title: wordsFor(violation.property).title,
    description: [...explanation(violation), `Replay: ${replayTrace}`],
    replay: replayTrace,
    stepNumbers: true,
    violation,
    reasons,
  });
  const recorded = traceOf(engine, subject.scenario as unknown as Json, run, initial, violation);
  const written = new Evidence(io);
  const isTraceWritten = await written.text(trace, `${JSON.stringify(recorded, null, 2)}\n`);
  const source = writeSequenceDiagram(drawing);
  await written.diagram(source, base, schedule.length);
  const kept = await keepFound(io, options, subject, recorded, isFoundBefore);
  return {
    violation,
    steps: shownSteps(run, style, reasons),
    foundLength,
    completionLength,
    ...(circleLength !== undefined && { circleLength }),
    isShortest,
    ...(isTraceWritten && { trace: shownPath(io, trace) }),
    ...(kept && 'file' in kept && { kept: kept.file }),
    files: written.files,
    notices: [...written.notices, ...(kept && 'problem' in kept ? [`Not kept for the next check: ${kept.problem}`] : [])],
    replay: [...(isTraceWritten ? [replayTrace] : []), checkAgain],
  };
}

/** Files written so far; what cannot be written is noticed, and the verdict is told all the same. */
export class Evidence {
  readonly files: string[] = [];
  readonly notices: string[] = [];
  readonly #io: Io;

  constructor(io: Io) {
    this.#io = io;
  }

  async text(file: string, text: string): Promise<boolean> {
    try {
      await writeText(this.#io, file, text);
      this.files.push(shownPath(this.#io, file));
      return true;
    } catch (reason) {
      if (!(reason instanceof UserError)) throw reason;
      this.notices.push(`Not written: ${reason.message}`);
      return false;
    }
  }

  /** A diagram as text, and as a picture beside it when it is not too large. */
  async diagram(source: string, base: string, steps: number): Promise<void> {
    if ((await this.text(`${base}.mmd`, source)) && steps <= mostDrawnSteps) await this.picture(source, `${base}.svg`);
  }

  async picture(source: string, file: string): Promise<boolean> {
    // Whoever pressed Ctrl-C does not want to wait for a browser.
    if (this.#io.signal.aborted) return false;
    const result = await whileBusy(progressOutput(this.#io), `Drawing ${file}`, () => renderMermaid(source, { ...this.#io.render, output: resolvedPath(this.#io, file) }));
    if (result.ok) this.files.push(shownPath(this.#io, file));
    else this.notices.push(`No picture: ${result.reason}.${result.install === '' ? '' : ` To get one: ${result.install}`}`);
    return result.ok;
  }
}
