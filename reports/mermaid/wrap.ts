/** Line breaking for labels: mermaid's own wrapping cuts words and cannot be trusted with escapes. */

const LINE_BREAK = /\r\n?|[\n\u0085\u2028\u2029\v\f]/

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** A word that fits on no line is cut between what a reader sees as characters. */
function cutWord(word: string, width: number): string[] {
  const pieces: string[] = []
  let piece = ''
  let length = 0
  for (const { segment } of graphemes.segment(word)) {
    if (length === width) {
      pieces.push(piece)
      piece = ''
      length = 0
    }
    piece += segment
    length += 1
  }
  return piece === '' ? pieces : [...pieces, piece]
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = []
  let current = ''
  for (const word of line.split(/\s+/).filter(part => part !== '')) {
    for (const piece of word.length > width ? cutWord(word, width) : [word]) {
      if (current === '') current = piece
      else if (current.length + 1 + piece.length <= width) current += ` ${piece}`
      else {
        lines.push(current)
        current = piece
      }
    }
  }
  return current === '' && lines.length > 0 ? lines : [...lines, current]
}

/** The lines of a text: its own breaks are kept, longer lines are wrapped on word borders at about `width` characters. */
export function wrapText(text: string, width = 60): readonly string[] {
  const lines = text.split(LINE_BREAK).flatMap(line => wrapLine(line, Math.max(1, width)))
  const first = lines.findIndex(line => line !== '')
  const last = lines.findLastIndex(line => line !== '')
  return first === -1 ? [''] : lines.slice(first, last + 1)
}

/** The text on one line, for the places of the grammar that know no line break. */
export function oneLine(text: string): string {
  return text.split(LINE_BREAK).join(' ').replace(/\s+/g, ' ').trim()
}
