/**
 * Makes any string safe inside a mermaid diagram without changing how it reads.
 *
 * Mermaid's own escape is the entity code (`#59;` for `;`). It is used as
 * sparingly as the grammar allows, because mermaid measures the *encoded* text
 * of a sequence diagram: every needless code makes the picture wider.
 */

/** Where a text will stand: each place has its own grammar. */
export type TextPlace = 'sequence' | 'state'

/** A space of no width: what stands where there is nothing to show, since an empty text is a syntax error in places. */
const BLANK = '#8203;'

const entity = (char: string): string => `#${char.codePointAt(0) ?? 0};`

/** C0, DEL and C1 as the visible pictures Unicode has for them: XML forbids most of them even as `&#1;`. */
const controlPicture = (char: string): string => {
  const code = char.charCodeAt(0)
  if (code < 0x20) return String.fromCharCode(0x2400 + code)
  return code === 0x7f ? '\u2421' : '\ufffd'
}

const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/g
/** Lone surrogates and noncharacters are not XML; bidi overrides would let a text reorder its neighbours. */
const UNPRINTABLE = /[\ufffe\uffff\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/gu

/** The text as it can be shown at all: what has no printable form becomes a visible stand-in. */
export function toPrintable(line: string): string {
  return line
    .replace(/\t/g, ' ')
    .replace(CONTROLS, controlPicture)
    .replace(UNPRINTABLE, '\ufffd')
}

/**
 * `#` and `;` delimit, `<>&` are HTML, `\n` is a break, a no-break space comes
 * back as `&nbsp;` from the sanitiser, and `ﬂ°` / `¶ß` are mermaid's own marks
 * for an entity that was read. Backticks could close a Markdown fence.
 */
const ALWAYS = /[#;<>&\\`\u00a0\ufb02\u00b6]/gu

/** `%%{init…}%%` is obeyed and `$$…$$` is typeset as maths, wherever they stand. */
const DIRECTIVES = /%(?=[%{])|(?<=%)%|\$(?=\$)|(?<=\$)\$/g

/**
 * In a state diagram labels are Markdown, `::` is a class, `fa:` an icon and
 * quotes end a label. Underscores within words and the brackets of a guard
 * mean nothing to it and stay, for the reader of the source.
 */
const STATE_ONLY = /["$%*:@^{}~]|_(?![A-Za-z0-9])|(?<![A-Za-z0-9])_|\[(?=[[*\]])|(?<=!)\[|\](?=[[(\]:])/g

/** Mermaid strips the last `;` of a line like `style…:…#…;`, which would cut an entity in two (aliases beware, too). */
const STYLE_LINE = /s(?=tyle)|c(?=lassDef)/g

/** `wrap:` and `nowrap:` at the start of a text are read as options. */
const WRAP_OPTION = /^(?=:?(?:no)?wrap:)./i

/** Markdown would read these openings as a list and refuse to draw it. */
const LIST_OPENING = /^[+-](?=\s|$)|^\d(?=\d*[.)](?:\s|$))|^[=-](?=[=-]*$)/

/** One line of text, escaped for its place. It must not contain line breaks: {@link escapeText} splits them off. */
export function escapeLine(line: string, place: TextPlace = 'sequence'): string {
  // One pass over the marked characters, so that no code is escaped twice.
  const marked = new Set<number>()
  const printable = toPrintable(line)
  const patterns = place === 'state'
    ? [ALWAYS, DIRECTIVES, STYLE_LINE, STATE_ONLY, LIST_OPENING]
    : [ALWAYS, DIRECTIVES, STYLE_LINE, WRAP_OPTION]
  for (const pattern of patterns) {
    const global = pattern.global ? pattern : new RegExp(pattern, `${pattern.flags}g`)
    for (const match of printable.matchAll(global)) marked.add(match.index)
  }
  let escaped = ''
  let index = 0
  for (const char of printable) {
    escaped += marked.has(index) ? entity(char) : char
    index += char.length
  }
  // State labels are decoded before mermaid looks for maths and for its own marks: only something between helps.
  return place === 'state' ? escaped.replace(/#36;(?=#36;)|#182;(?=ß)|#64258;(?=°)/g, code => code + BLANK) : escaped
}

/** Escapes lines that were split and wrapped before, and joins them with mermaid's line break. */
export function escapeLines(lines: readonly string[], place: TextPlace = 'sequence'): string {
  const joined = lines.map(line => escapeLine(line, place)).join('<br/>')
  return joined.trim() === '' ? BLANK : joined
}

/** A text for a `%%` comment line: nothing in it may start a directive. */
export function escapeComment(line: string): string {
  return toPrintable(line).replace(/%(?=[%{])|(?<=%)\{/g, char => `${char} `).trim()
}
