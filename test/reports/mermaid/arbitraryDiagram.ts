import * as fc from 'fast-check'
import type { Participant, SequenceDiagram, SequenceItem } from '../../../reports/mermaid/index.ts'
import { hostileText } from './hostile.ts'

/** Few enough that items often meet, hostile enough that they should not survive as they are. */
const id = fc.oneof(fc.constantFrom('a', 'A', 'end', 'note', '__proto__', 'constructor', '', 'kube-apiserver', 'node 1'), hostileText)

const participant: fc.Arbitrary<Participant> = fc.record(
  { id, label: hostileText, kind: fc.constantFrom('actor', 'participant'), group: fc.oneof(fc.constantFrom('g', 'end'), hostileText) },
  { requiredKeys: ['id', 'label', 'kind'] },
)

const over = fc.array(id, { maxLength: 3 })

const { item } = fc.letrec<{ item: SequenceItem; items: SequenceItem[] }>(tie => ({
  item: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'frame' },
    fc.record({
      kind: fc.constant('message'), from: id, to: id, text: hostileText,
      style: fc.constantFrom('request', 'reply', 'watch', 'lost'),
    }),
    fc.record({ kind: fc.constant('note'), over, text: hostileText }),
    fc.record({ kind: fc.constant('violation'), over, text: hostileText }),
    fc.record({ kind: fc.constant('loop'), text: hostileText, items: tie('items') }),
    fc.record({
      kind: fc.constant('section'), title: hostileText, items: tie('items'),
      tone: fc.constantFrom('neutral', 'calm', 'good', 'warning', 'danger'),
    }, { requiredKeys: ['kind', 'title', 'items'] }),
  ),
  items: fc.array(tie('item'), { maxLength: 4, depthIdentifier: 'frame' }),
}))

/** Any sequence diagram, with participants declared twice, not at all, or never used. */
export const sequenceDiagram: fc.Arbitrary<SequenceDiagram> = fc.record({
  title: hostileText,
  description: fc.array(hostileText, { maxLength: 2 }),
  participants: fc.array(participant, { maxLength: 5 }),
  items: fc.array(item, { maxLength: 8 }),
  autonumber: fc.boolean(),
}, { requiredKeys: ['participants', 'items'] })
