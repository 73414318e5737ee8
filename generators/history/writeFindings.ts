import type { Finding } from './finding.ts';

/** A finding as a source file of its own, `findings/<id>.ts`: readable, and no test has to search for it. */
export function writeFinding(id: string, { schedule, ...figures }: Finding): string {
  return [
    `import type { Finding } from '../finding.ts';`,
    '',
    '/** Recorded by `npm run history`. */',
    `export const ${id}: Finding = {`,
    ...Object.entries(figures).map(([name, value]) => `  ${name}: ${typeof value === 'string' ? quoted(value) : String(value)},`),
    '  schedule: [',
    ...schedule.map((label) => `    ${quoted(label)},`),
    '  ],',
    '};',
    '',
  ].join('\n');
}

/** `findings/index.ts`: all of them, by the number of the bug. */
export function writeIndex(ids: readonly string[]): string {
  return [
    `import type { Finding } from '../finding.ts';`,
    ...ids.map((id) => `import { ${id} } from './${id}.ts';`),
    '',
    '/** By the number of the bug. Recorded by `npm run history`. */',
    `export const findings: { readonly [id: string]: Finding } = { ${ids.join(', ')} };`,
    '',
  ].join('\n');
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;
}
