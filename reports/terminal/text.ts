import { wrapText } from '../mermaid/wrap.ts';

/** Readable on any terminal, and what people paste. */
export const width = 100;

/** `12,345`. */
export function number(value: number): string {
  return value.toLocaleString('en-US');
}

/** `3 runs`, `1 run`, `12,345 steps`. */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`;
}

/** A share from 0 to 1: `99.9 %`, never rounded up to all. */
export function percent(share: number): string {
  return `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;
}

/** `0.4 s`, `1 min 5 s`. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}

/** A text with a word in front of it, wrapped so that its lines stand below each other. */
export function labelled(label: string, text: string, indent = 2): readonly string[] {
  const margin = ' '.repeat(indent + label.length + 1);
  const lines = wrapText(printable(text), width - margin.length);
  return lines.map((line, index) => (index === 0 ? `${' '.repeat(indent)}${label} ${line}` : `${margin}${line}`));
}

/** What came from a manifest or a trace cannot move the cursor or change colours. */
export function printable(text: string): string {
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\u{fffd}');
}

/** Rows as columns that are as wide as they must be; the last column is wrapped. */
export function table(rows: readonly (readonly string[])[], total = width): readonly string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: Math.max(0, columns - 1) }, (_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const margin = widths.reduce((sum, each) => sum + each + 2, 0);
  return rows.flatMap((row) => {
    const start = widths.map((each, column) => `${(row[column] ?? '').padEnd(each)}  `).join('');
    const lines = wrapText(row[columns - 1] ?? '', Math.max(30, total - margin));
    return lines.map((line, index) => `${index === 0 ? start : ' '.repeat(margin)}${line}`.trimEnd());
  });
}
