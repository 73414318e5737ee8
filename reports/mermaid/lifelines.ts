import { createAliases } from './alias.ts'
import type { Participant, SequenceDiagram, SequenceItem } from './sequenceDiagram.ts'

/** Lifelines that stand side by side, boxed if they have a title. */
export interface LifelineGroup {
  readonly title?: string
  readonly members: readonly Participant[]
}

/** The lifelines of a diagram in the order in which they are drawn. */
export interface Lifelines {
  readonly groups: readonly LifelineGroup[]
  readonly count: number
  readonly alias: (id: string) => string
  readonly position: (id: string) => number
  /** The outermost of some lifelines, left and right; of all, when none is given; undefined when there are none. */
  readonly span: (ids: readonly string[]) => readonly [left: string, right: string] | undefined
}

/** Every lifeline that items mention, in order of appearance. */
export function mentioned(items: readonly SequenceItem[]): ReadonlySet<string> {
  const ids = new Set<string>()
  const visit = (item: SequenceItem): void => {
    switch (item.kind) {
      case 'message':
        ids.add(item.from).add(item.to)
        return
      case 'note':
      case 'violation':
        item.over.forEach(id => ids.add(id))
        return
      case 'section':
      case 'loop':
        item.items.forEach(visit)
    }
  }
  items.forEach(visit)
  return ids
}

/** A mentioned but undeclared lifeline is declared under its own id: better a plain label than a broken diagram. */
function complete(diagram: SequenceDiagram, dropUnused: boolean): Participant[] {
  const used = mentioned(diagram.items)
  const declared = new Map(diagram.participants.map(each => [each.id, each] as const))
  const kept = [...declared.values()].filter(each => !dropUnused || used.has(each.id))
  const missing = [...used].filter(id => !declared.has(id))
  return [...kept, ...missing.map((id): Participant => ({ id, label: id, kind: 'participant' }))]
}

function group(participants: readonly Participant[]): LifelineGroup[] {
  const groups: { title?: string; members: Participant[] }[] = []
  for (const each of participants) {
    const title = each.group
    const home = title === undefined ? undefined : groups.find(other => other.title === title)
    if (home) home.members.push(each)
    else groups.push({ ...(title === undefined ? {} : { title }), members: [each] })
  }
  return groups
}

/** Lays the lifelines of a diagram out. */
export function layLifelines(diagram: SequenceDiagram, dropUnused: boolean): Lifelines {
  const groups = group(complete(diagram, dropUnused))
  const order = groups.flatMap(each => each.members.map(member => member.id))
  const positions = new Map(order.map((id, index) => [id, index] as const))
  const alias = createAliases('p')
  order.forEach(alias)
  const position = (id: string): number => positions.get(id) ?? 0
  return {
    groups,
    count: order.length,
    alias,
    position,
    span: ids => {
      const sorted = (ids.length === 0 ? order : [...ids]).toSorted((a, b) => position(a) - position(b))
      const [left, right] = [sorted[0], sorted.at(-1)]
      return left === undefined || right === undefined ? undefined : [left, right]
    },
  }
}
