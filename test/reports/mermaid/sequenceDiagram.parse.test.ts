import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { writeSequenceDiagram } from '../../../reports/mermaid/index.ts'
import type { SequenceDiagram, SequenceItem } from '../../../reports/mermaid/index.ts'
import { sequenceDiagram } from './arbitraryDiagram.ts'
import { essence, hostileText } from './hostile.ts'
import { loadParser, readText } from './parser.ts'
import type { Parser } from './parser.ts'

const RECT_START = 22

let parser: Parser
beforeAll(async () => {
  parser = await loadParser()
})

const options = fc.record({
  width: fc.integer({ min: 1, max: 80 }),
  dropUnused: fc.boolean(),
  description: fc.constantFrom('comments', 'note'),
}, { requiredKeys: [] })

/** The texts in the order in which the diagram shows them, blank ones left out. */
function texts(items: readonly SequenceItem[]): string[] {
  return items.flatMap(item => {
    switch (item.kind) {
      case 'message':
      case 'note':
        return [item.text]
      case 'violation':
        return [`✘ ${item.text}`]
      case 'loop':
        return item.items.length === 0 ? [] : [item.text, ...texts(item.items)]
      case 'section':
        return [item.title, ...texts(item.items)]
    }
  }, 60_000)
}

describe('any sequence diagram', () => {
  it('is accepted by the parser of mermaid', async () => {
    await fc.assert(fc.asyncProperty(sequenceDiagram, options, async (diagram, chosen) => {
      await parser.parse(writeSequenceDiagram(diagram, chosen))
    }), { numRuns: 500 })
  }, 60_000)

  it('is written the same way every time', () => {
    fc.assert(fc.property(sequenceDiagram, options, (diagram, chosen) => {
      expect(writeSequenceDiagram(structuredClone(diagram), chosen)).toBe(writeSequenceDiagram(diagram, chosen))
    }))
  }, 60_000)
})

describe('any text', () => {
  /** One participant, so that a section's title and a note over all always have a place. */
  const around = (items: readonly SequenceItem[], text = 'x'): SequenceDiagram => ({
    title: text, participants: [{ id: 'a', label: text, kind: 'actor', group: text }], items,
  })

  it('is held by the parser as it was given, but for white space', async () => {
    const item: fc.Arbitrary<SequenceItem> = fc.oneof(
      fc.record({ kind: fc.constant('message'), from: fc.constant('a'), to: fc.constant('b'), text: hostileText, style: fc.constantFrom('request', 'lost') }),
      fc.record({ kind: fc.constant('note'), over: fc.constant(['a']), text: hostileText }),
      fc.record({ kind: fc.constant('violation'), over: fc.constant([]), text: hostileText }),
      fc.record({ kind: fc.constant('loop'), text: hostileText, items: fc.constant([{ kind: 'note', over: [], text: 'x' }]) }),
      fc.record({ kind: fc.constant('section'), title: hostileText, items: fc.constant([]) }),
    )
    await fc.assert(fc.asyncProperty(fc.array(item, { size: 'max', maxLength: 10 }), async items => {
      const db = await parser.sequence(writeSequenceDiagram(around(items)))
      const held = db.getMessages()
        // The colour of a rect is held as a message as well.
        .filter(each => each.type !== RECT_START).map(each => each.message).filter(each => typeof each === 'string')
      expect(held.map(each => essence(readText(each))).filter(each => each !== '')).toEqual(texts(items).map(essence).filter(each => each !== ''))
    }), { numRuns: 300 })
  }, 60_000)

  it('is held as title, label and group', async () => {
    await fc.assert(fc.asyncProperty(hostileText, async text => {
      const db = await parser.sequence(writeSequenceDiagram(around([], text)))
      // A title that would be cut off is a note.
      const title = db.getDiagramTitle() || db.getMessages().map(each => each.message).find(each => typeof each === 'string')
      expect(essence(readText(title ?? ''))).toBe(essence(text))
      expect(essence(readText([...db.getActors().values()][0]?.description ?? ''))).toBe(essence(text))
      expect(essence(readText(db.getBoxes()[0]?.name ?? ''))).toBe(essence(text))
      expect(db.getBoxes()[0]?.fill).toBe('whitesmoke')
    }), { numRuns: 300 })
  }, 60_000)
})
