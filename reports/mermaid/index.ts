export type {
  LoopItem, MessageItem, MessageStyle, NoteItem, Participant, SectionItem, SectionTone, SequenceDiagram, SequenceItem,
  ViolationItem,
} from './sequenceDiagram.ts'
export { writeSequenceDiagram } from './writeSequenceDiagram.ts'
export type { SequenceOptions } from './writeSequenceDiagram.ts'
