export { browserCandidates, findBrowser } from './findBrowser.ts'
export { renderAll, renderMermaid } from './render.ts'
export type { RenderOptions, RenderRequest, RenderResult } from './renderTypes.ts'
export type {
  LoopItem, MessageItem, MessageStyle, NoteItem, Participant, SectionItem, SectionTone, SequenceDiagram, SequenceItem,
  ViolationItem,
} from './sequenceDiagram.ts'
export { writeStateDiagram } from './stateDiagram.ts'
export type { StateDiagramOptions } from './stateDiagram.ts'
export type { ShownActions } from './stateLabels.ts'
export { fenced, writeDiagram } from './writeDiagram.ts'
export type { WrittenDiagram } from './writeDiagram.ts'
export { writeSequenceDiagram } from './writeSequenceDiagram.ts'
export type { SequenceOptions } from './writeSequenceDiagram.ts'
