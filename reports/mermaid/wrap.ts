/** Line breaking for labels: mermaid's own wrapping cuts words and cannot be trusted with escapes. */

const LINE_BREAK = /\r\n?|[\n\u0085\u2028\u2029\v\f]/

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Where a name may be cut without looking torn, the best place first. */
const JOINTS = [/^[/,]$/, /^[-.:_@=]$/]

/** How many of the characters go on the first line: as many as fit, but up to a joint if there is one not too early. */
function firstPart(characters: readonly string[], width: number): number {
  for (const joint of JOINTS) {
    const last = characters.slice(0, width).findLastIndex(each => joint.test(each))
    if (last >= width / 3) return last + 1
  }
  return width
}

/** A word that fits on no line is cut between what a reader sees as characters, between its parts where it has some. */
function cutWord(word: string, width: number): string[] {
  let characters = Array.from(graphemes.segment(word), ({ segment }) => segment)
  const pieces: string[] = []
  while (characters.length > width) {
    const length = firstPart(characters, width)
    pieces.push(characters.slice(0, length).join(''))
    characters = characters.slice(length)
  }
  return characters.length === 0 ? pieces : [...pieces, characters.join('')]
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
