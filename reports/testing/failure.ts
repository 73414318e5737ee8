import type { Counterexample } from '../../generators/random/result.ts';
import { fenced } from '../mermaid/index.ts';
import { endingLines } from '../terminal/found.ts';
import { plain } from '../terminal/palette.ts';
import { counterexampleLines } from '../terminal/steps.ts';
import { labelled } from '../terminal/text.ts';
import type { Evidence } from './evidence.ts';

/** Nobody reads the source of a longer diagram in the message of a test, nor can a browser draw it. */
const mostDrawnSteps = 300;

/** What a failing test says: what was promised, what happened, step by step, and how to see it again. */
export function failureText({ violation, completionLength, circleLength }: Counterexample, { steps, mermaid, files, notices, replay }: Evidence, found: readonly string[], kept: string | undefined): string {
  const showsAtLast = completionLength === 0 && circleLength === undefined;
  return [
    `${violation.property} is violated`,
    ...labelled('Promised:', violation.statement),
    ...labelled('Happened:', violation.explanation),
    '',
    ...counterexampleLines(steps, showsAtLast, plain),
    ...found.map((line) => `  ${line}`),
    ...endingLines({ completionLength, ...(circleLength !== undefined && { circleLength }) }).map((line) => `  ${line}`),
    // Not wrapped: names of files and commands are to be copied.
    ...files.map((file) => `  Written: ${file}`),
    ...(replay === undefined ? [] : [`  Replay: ${replay}`]),
    ...(kept === undefined ? [] : [`  Kept: ${kept} (the next check of this begins with it)`]),
    ...notices.flatMap((notice) => labelled('Note:', notice)),
    '',
    ...(steps.length > mostDrawnSteps ? [`The run has ${steps.length} steps: its diagram is written with the option artifacts.`] : ['The run as a diagram (mermaid):', fenced(mermaid).trimEnd()]),
  ].join('\n');
}
