import type { Fate } from './fate.ts';
import type { Recorded } from './recorded.ts';

/** The module that keeps what became of all replacements, a line a guard. */
export function outcomeText({ seed, runs, fates }: Recorded): string {
  const lines = Object.entries(fates)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([guard, [whenTrue, whenFalse]]) => `    '${guard}': [${call(whenTrue)}, ${call(whenFalse)}],`);
  const body = ['export const outcome: Recorded = {', `  seed: ${seed},`, `  runs: ${runs},`, '  fates: {', ...lines, '  },', '};'].join('\n');
  const helpers = ['killed', 'killedByTheModel', 'neverRests', 'survived', 'unreached'].filter((helper) => new RegExp(String.raw`\b${helper}\b`).test(body));
  return `import { ${helpers.join(', ')}, type Recorded } from './recorded.ts';\n\n/** Written by \`npm run mutation\`: what became of every guard when it always answered true, and when it always answered false. */\n${body}\n`;
}

function call(fate: Fate): string {
  switch (fate.verdict) {
    case 'killed':
      return `killed(${text(fate.property)}, ${text(fate.scenario)}, ${fate.runs})`;
    case 'killed by the model':
      return `killedByTheModel(${text(fate.error)}, ${text(fate.scenario)}, ${fate.runs})`;
    case 'never rests':
      return `neverRests(${text(fate.scenario)}, ${fate.runs})`;
    case 'survived':
      return `survived(${fate.scenarios}, ${fate.runs})`;
    case 'unreached':
      return 'unreached';
  }
}

function text(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`).replaceAll('\n', String.raw`\n`)}'`;
}
