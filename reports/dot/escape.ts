import { toPrintable } from '../mermaid/escape.ts';
import { wrapText } from '../mermaid/wrap.ts';

/**
 * A text as a double-quoted string of Graphviz's DOT language that reads as it is: a backslash would begin an escape (`\N` is
 * the name of the node), `&` an HTML entity. In quotes `<b>` is no HTML. A library was looked at (ts-graphviz 3): it leaves
 * backslashes alone and takes what begins with `<` for HTML.
 */
export function quoted(lines: readonly string[]): string {
  return `"${lines.map((line) => toPrintable(line).replaceAll('&', '&amp;').replaceAll('\\', '\\\\').replaceAll('"', '\\"')).join('\\n')}"`;
}

/** A label: broken into lines that are not wider than so many characters, none of them empty. */
export function label(texts: readonly string[], width: number): string {
  return quoted(texts.flatMap((text) => wrapText(text, width)).filter((line) => line.trim() !== ''));
}
