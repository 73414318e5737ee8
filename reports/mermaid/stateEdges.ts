import type { AnyStateNode } from 'xstate'
import type { DirectedGraphNode } from 'xstate/graph'
import { transitionLabel } from './stateLabels.ts'
import type { ShownActions } from './stateLabels.ts'

/** One arrow: all transitions between two states, each with its label. */
export interface StateEdge {
  readonly source: AnyStateNode
  readonly target: AnyStateNode
  readonly labels: readonly string[]
}

/** A graph and all below it, parents first. */
export function flatten(graph: DirectedGraphNode): DirectedGraphNode[] {
  return [graph, ...graph.children.flatMap(flatten)]
}

/** The arrows of a machine, in the order of its definition. */
export function collectEdges(graph: DirectedGraphNode, shown: ShownActions): StateEdge[] {
  const edges = new Map<string, { source: AnyStateNode; target: AnyStateNode; labels: string[] }>()
  const add = (source: AnyStateNode, target: AnyStateNode, label: string): void => {
    const key = JSON.stringify([source.id, target.id])
    const edge = edges.get(key) ?? { source, target, labels: [] }
    edges.set(key, edge)
    if (label !== '' && !edge.labels.includes(label)) edge.labels.push(label)
  }
  for (const node of flatten(graph)) {
    for (const { source, target, transition } of node.edges) add(source, target, transitionLabel(transition, shown))
    // `toDirectedGraph` leaves eventless transitions out.
    for (const transition of node.stateNode.always ?? []) {
      const label = transitionLabel(transition, shown)
      const targets: readonly AnyStateNode[] = transition.target ?? [node.stateNode]
      for (const target of targets) add(node.stateNode, target, label)
    }
  }
  return [...edges.values()]
}

/** Whether a state lies somewhere inside another. */
export function isInside(node: AnyStateNode, outer: AnyStateNode): boolean {
  const parent: AnyStateNode | undefined = node.parent
  return parent !== undefined && (parent === outer || isInside(parent, outer))
}
