import * as fc from 'fast-check'
import { toPrintable } from '../../../reports/mermaid/escape.ts'

/** Pieces that mean something to mermaid, to HTML, to Markdown or to JavaScript. */
const pieces = [
  '"', "'", ';', '#', '#35;', '#quot;', '&lt;', '&#59;', 'end', 'END', ' end ', '\n', '\r\n', '\t', '\u2028', '-->>', '->>', '-x',
  '--)', '%%', '%%{init: {"theme":"dark"}}%%', '}%%', '{', '}', '@{', '\\', '\\n', '<br/>', '<script>alert(1)</script>',
  '<b>', '</g>', '<!--', ']]>', '`', '```', '$$x^2$$', '$', ':', '::', ':::', ': ', 'wrap:', ':nowrap:', 'style a:b', 'classDef x:y',
  'participant', 'Note over', 'rect', 'loop', 'box', 'title', 'autonumber', 'sequenceDiagram', 'stateDiagram-v2', '[*]',
  '---', '--', '<<fork>>', '*', '**bold**', '_', '1. one', '- item', 'fa:fa-car', 'href', 'rgb(1,2,3)', ')', '(', ',', '+', '=',
  'é', '漢字', '👩‍💻', '🇨🇭', 'e\u0301', '\u00a0', '\u200b', '\ufeff', '\u202e', '\u0000', '\u0007', '\u001b', '\u007f', '\ud800', '\udc00',
  '\uffff', 'ﬂ°°59¶ß', 'ﬂ°', '¶ß', '__proto__', 'constructor', 'toString', '0', '1.5', 'a', ' ', '', 'default/web-0',
  'a-very-long-word-that-fits-on-no-line-'.repeat(4),
]

/** Any string, mostly of pieces that could break a diagram. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map(parts => parts.join('')) },
  { weight: 2, arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map(parts => parts.join(' ')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 200 }) },
)

/** What must survive: the printable text, without regard to white space. */
export function essence(text: string): string {
  const lines = text.split(/\r\n?|[\n\u0085\u2028\u2029\v\f]/).join(' ')
  return toPrintable(lines).replace(/[\s\u200b]+/g, '')
}
