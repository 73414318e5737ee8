/**
 * A sequence diagram as plain, immutable data: what reports build from a trace.
 * {@link file://./writeSequenceDiagram.ts} turns it into mermaid text.
 */

/** A lifeline. `group` puts it into a box with the others of that group. */
export interface Participant {
  readonly id: string
  readonly label: string
  readonly kind: 'actor' | 'participant'
  readonly group?: string
}

/** What kind of message an arrow stands for. */
export type MessageStyle =
  /** solid line, filled head */
  | 'request'
  /** dashed line, filled head */
  | 'reply'
  /** dotted line, open head: an event that is streamed, not asked for */
  | 'watch'
  /** ends in a cross: never arrived */
  | 'lost'

export interface MessageItem {
  readonly kind: 'message'
  readonly from: string
  /** The same as `from` for something a participant does by itself. */
  readonly to: string
  readonly text: string
  readonly style: MessageStyle
  /** What its arrow is numbered with, where arrows are; absent = one more than the last one. */
  readonly number?: number
}

/** A note above one lifeline, or across all between the first and the last given; none given means all. */
export interface NoteItem {
  readonly kind: 'note'
  readonly over: readonly string[]
  readonly text: string
}

/** The place where a promise was broken. Drawn so that the eye finds it first. */
export interface ViolationItem {
  readonly kind: 'violation'
  readonly over: readonly string[]
  readonly text: string
}

export type SectionTone = 'neutral' | 'calm' | 'good' | 'warning' | 'danger'

/** A titled stretch of the diagram on a coloured ground. */
export interface SectionItem {
  readonly kind: 'section'
  readonly title: string
  readonly tone?: SectionTone
  readonly items: readonly SequenceItem[]
}

/** Something repeated: a retry, a watch that keeps streaming. */
export interface LoopItem {
  readonly kind: 'loop'
  readonly text: string
  readonly items: readonly SequenceItem[]
}

export type SequenceItem = MessageItem | NoteItem | ViolationItem | SectionItem | LoopItem

export interface SequenceDiagram {
  readonly title?: string
  /** Lines for the reader of the source (comments), or of the picture (a note): see `SequenceOptions.description`. */
  readonly description?: readonly string[]
  /** In the order in which they stand, but for groups, which stand where their first member does. */
  readonly participants: readonly Participant[]
  readonly items: readonly SequenceItem[]
  readonly autonumber?: boolean
}
