import { escapeComment, escapeLine, escapeLines } from './escape.ts'
import { layLifelines, mentioned } from './lifelines.ts'
import type { Lifelines } from './lifelines.ts'
import type { LoopItem, MessageStyle, Participant, SectionTone, SequenceDiagram, SequenceItem } from './sequenceDiagram.ts'
import { oneLine, wrapText } from './wrap.ts'

export interface SequenceOptions {
  /** The longest line of a text in characters; texts between close lifelines wrap earlier. Default 60. */
  readonly width?: number
  /** Leave out participants that no item mentions. Default false. */
  readonly dropUnused?: boolean
  /** Where the description goes: for the reader of the source, or of the picture. Default 'comments'. */
  readonly description?: 'comments' | 'note'
}

const ARROWS: Record<MessageStyle, string> = { request: '->>', reply: '-->>', watch: '--)', lost: '-x' }

/** Light enough for black text, dark theme or not; `rgb(…)` and names are all the grammar takes, `#` is not. */
const TONES: Record<SectionTone, string> = {
  neutral: 'rgb(245, 245, 245)',
  calm: 'rgb(232, 242, 255)',
  good: 'rgb(230, 247, 232)',
  warning: 'rgb(255, 246, 219)',
  danger: 'rgb(255, 232, 230)',
}
const VIOLATION = 'rgb(255, 150, 140)'
/** A name, not rgb(): mermaid's pattern for the colour of a box runs to the last `)` of the title. */
const BOX = 'whitesmoke'

/** About as many characters as fit between two neighbouring lifelines without pushing them apart much. */
const CHARACTERS_PER_GAP = 36

/** The part of a loop's width that is left for a word of its label, with wide letters. */
const CHARACTERS_PER_LOOP_GAP = 14

/** Mermaid never widens a diagram for its title but cuts it off at the edge; a longer one becomes a note at the top. */
const titleRoom = (lifelines: number): number => (lifelines === 0 ? Infinity : 20 + 12 * lifelines)

class SequenceWriter {
  readonly #lines: string[] = []
  readonly #lifelines: Lifelines
  readonly #width: number
  readonly #isNumbered: boolean
  /** What mermaid numbers the next arrow with. */
  #next = 1

  constructor(lifelines: Lifelines, width: number, isNumbered: boolean) {
    this.#lifelines = lifelines
    this.#width = width
    this.#isNumbered = isNumbered
  }

  text(): string {
    return `${this.#lines.join('\n')}\n`
  }

  line(depth: number, text: string): void {
    this.#lines.push(`${'  '.repeat(depth)}${text}`.trimEnd())
  }

  participants(): void {
    for (const { title, members } of this.#lifelines.groups) {
      if (title !== undefined) this.line(1, `box ${BOX} ${escapeLine(oneLine(title))}`)
      for (const member of members) this.#participant(title === undefined ? 1 : 2, member)
      if (title !== undefined) this.line(1, 'end')
    }
  }

  items(depth: number, items: readonly SequenceItem[]): void {
    for (const item of items) this.#item(depth, item)
  }

  note(depth: number, over: readonly string[], text: string): void {
    const span = this.#lifelines.span(over)
    if (!span) return
    const ids = span[0] === span[1] ? [span[0]] : span
    const place = ids.map(id => this.#lifelines.alias(id)).join(',')
    this.line(depth, `Note over ${place}: ${this.#wrapped(text, span[0], span[1])}`)
  }

  #participant(depth: number, { id, label, kind }: Participant): void {
    this.line(depth, `${kind} ${this.#lifelines.alias(id)} as ${escapeLines(wrapText(label, 24))}`)
  }

  #wrapped(text: string, from: string, to: string): string {
    const gaps = Math.abs(this.#lifelines.position(from) - this.#lifelines.position(to))
    const room = CHARACTERS_PER_GAP * Math.max(1, gaps)
    return escapeLines(wrapText(text, Math.min(this.#width, room)))
  }

  /** Mermaid breaks the label of a loop itself, and would cut through words and escapes: such a text becomes a note. */
  #loop(depth: number, { text, items }: LoopItem): void {
    const label = escapeLine(oneLine(text))
    const room = CHARACTERS_PER_LOOP_GAP * Math.max(0.5, this.#smallestGap(items))
    const fits = !label.includes('#') && label.split(' ').every(word => word.length <= room)
    this.#framed(depth, fits ? `loop ${label}` : 'loop', () => {
      if (!fits && items.length > 0) this.note(depth + 1, [...mentioned(items)], text)
      this.items(depth + 1, items)
    })
  }

  #smallestGap(items: readonly SequenceItem[]): number {
    const gaps = items.map(item => {
      if ('items' in item) return this.#smallestGap(item.items)
      const [left, right] = this.#lifelines.span(item.kind === 'message' ? [item.from, item.to] : item.over) ?? ['', '']
      return this.#lifelines.position(right) - this.#lifelines.position(left)
    })
    return Math.min(...gaps, Infinity)
  }

  #item(depth: number, item: SequenceItem): void {
    switch (item.kind) {
      case 'message': {
        this.#number(depth, item.number)
        const [from, to] = [this.#lifelines.alias(item.from), this.#lifelines.alias(item.to)]
        // The number of a message to oneself would stand on its text, were there no line between.
        const room = from === to ? '<br/>' : ''
        this.line(depth, `${from}${ARROWS[item.style]}${to}: ${this.#wrapped(item.text, item.from, item.to)}${room}`)
        return
      }
      case 'note':
        this.note(depth, item.over, item.text)
        return
      case 'violation':
        this.#framed(depth, `rect ${VIOLATION}`, () => this.note(depth + 1, item.over, `✘ ${item.text}`))
        return
      case 'section':
        this.#framed(depth, `rect ${TONES[item.tone ?? 'neutral']}`, () => {
          // A rect has no title of its own: a note across its lifelines is one.
          this.note(depth + 1, [...mentioned(item.items)], item.title)
          this.items(depth + 1, item.items)
        })
        return
      case 'loop':
        this.#loop(depth, item)
    }
  }

  #number(depth: number, number = this.#next): void {
    if (this.#isNumbered && number !== this.#next) this.line(depth, `autonumber ${number} 1`)
    this.#next = number + 1
  }

  /** A frame with nothing in it has no height and breaks the drawing: it is left out. */
  #framed(depth: number, opening: string, inside: () => void): void {
    const before = this.#lines.length
    this.line(depth, opening)
    inside()
    if (this.#lines.length === before + 1) this.#lines.pop()
    else this.line(depth, 'end')
  }
}

/** The diagram as mermaid text. Any string in it is safe; the same diagram always gives the same text. */
export function writeSequenceDiagram(diagram: SequenceDiagram, options: SequenceOptions = {}): string {
  const lifelines = layLifelines(diagram, options.dropUnused ?? false)
  const writer = new SequenceWriter(lifelines, options.width ?? 60, diagram.autonumber ?? false)
  const description = diagram.description ?? []
  writer.line(0, 'sequenceDiagram')
  if (options.description !== 'note') {
    for (const line of description.flatMap(text => wrapText(text, 100))) writer.line(1, `%% ${escapeComment(line)}`)
  }
  const title = oneLine(diagram.title ?? '')
  const isTitleShort = title.length <= titleRoom(lifelines.count)
  if (title !== '' && isTitleShort) writer.line(1, `title ${escapeLine(title)}`)
  if (diagram.autonumber) writer.line(1, 'autonumber')
  writer.participants()
  if (!isTitleShort) writer.note(1, [], title)
  if (options.description === 'note' && description.length > 0) writer.note(1, [], description.join('\n'))
  writer.items(1, diagram.items)
  return writer.text()
}
