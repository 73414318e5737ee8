import type { AnyStateMachine, AnyStateNode } from 'xstate'
import { toDirectedGraph } from 'xstate/graph'
import type { DirectedGraphNode } from 'xstate/graph'
import { createAliases } from './alias.ts'
import { escapeComment, escapeLines } from './escape.ts'
import { collectEdges, flatten, isInside } from './stateEdges.ts'
import type { StateEdge } from './stateEdges.ts'
import { actionNames } from './stateLabels.ts'
import type { ShownActions } from './stateLabels.ts'
import { wrapText } from './wrap.ts'

export interface StateDiagramOptions {
  /** Default 'named'. */
  readonly actions?: ShownActions
  /** Default 'TB', top to bottom. */
  readonly direction?: 'TB' | 'LR'
  /** Comment lines for the reader of the source. */
  readonly description?: readonly string[]
}

const isComposite = (node: AnyStateNode): boolean => node.type === 'compound' || node.type === 'parallel'

class StateWriter {
  readonly #lines: string[] = []
  readonly #aliases = createAliases('s')
  readonly #shown: ShownActions
  readonly #edges: readonly StateEdge[]
  readonly #root: AnyStateNode
  /** Composites that need a stand-in for "whichever state inside is current". */
  readonly #anywhere: ReadonlySet<AnyStateNode>

  constructor(graph: DirectedGraphNode, shown: ShownActions) {
    this.#shown = shown
    this.#root = graph.stateNode
    this.#edges = collectEdges(graph, shown)
    this.#anywhere = new Set(this.#edges.filter(edge => this.#startsAnywhere(edge)).map(edge => edge.source))
    for (const { stateNode } of flatten(graph)) this.#id(stateNode)
  }

  write(graph: DirectedGraphNode, options: StateDiagramOptions): string {
    const lines = (options.description ?? []).flatMap(text => wrapText(text, 100))
    this.#line(0, 'stateDiagram-v2')
    for (const line of lines) this.#line(1, `%% ${escapeComment(line)}`)
    if (options.direction === 'LR') this.#line(1, 'direction LR')
    if (this.#isFrameless(this.#root)) this.#inside(1, graph)
    else {
      this.#state(1, graph)
      this.#line(1, `[*] --> ${this.#id(this.#root)}`)
    }
    // An arrow between different composites belongs to neither: named there, it would move a state.
    this.#arrows(1, edge => edge.source.parent !== edge.target.parent || edge.source === this.#root)
    if (this.#anywhere.size > 0) {
      this.#line(1, 'classDef anywhere fill: transparent,stroke-dasharray: 4 3')
      this.#line(1, `class ${[...this.#anywhere].map(each => this.#anyId(each)).join(',')} anywhere`)
    }
    return `${this.#lines.join('\n')}\n`
  }

  #line(depth: number, text: string): void {
    this.#lines.push('  '.repeat(depth) + text)
  }

  #id(node: AnyStateNode): string {
    return this.#aliases(node === this.#root ? node.key : JSON.stringify(node.path))
  }

  #anyId(node: AnyStateNode): string {
    return this.#aliases(`${node === this.#root ? '' : JSON.stringify(node.path)} any`)
  }

  /** The machine itself is drawn as the page, unless it is parallel or has no states. */
  #isFrameless(node: AnyStateNode): boolean {
    return node === this.#root && node.type === 'compound'
  }

  /**
   * Mermaid hides an arrow from a composite to its own inside, and squeezes
   * the labels of arrows that leave one: those start at a stand-in within.
   * A parallel state has no place for it outside its regions.
   */
  #startsAnywhere({ source, target }: StateEdge): boolean {
    if (this.#isFrameless(source)) return true
    if (!isComposite(source) || source === target) return false
    return source.type === 'compound' || isInside(target, source)
  }

  #state(depth: number, graph: DirectedGraphNode): void {
    const node = graph.stateNode
    const doings = this.#doings(node)
    if (isComposite(node)) {
      this.#line(depth, `state "${escapeLines([...wrapText(node.key, 40), ...doings], 'state')}" as ${this.#id(node)} {`)
      this.#inside(depth + 1, graph)
      this.#line(depth, '}')
      return
    }
    const label = node.type === 'history' ? (node.history === 'deep' ? 'H*' : 'H') : node.key
    this.#line(depth, `state "${escapeLines(wrapText(label, 40), 'state')}" as ${this.#id(node)}`)
    for (const doing of doings) this.#line(depth, `${this.#id(node)} : ${escapeLines([doing], 'state')}`)
    if (node.type === 'final') this.#line(depth, `${this.#id(node)} --> [*]`)
  }

  #inside(depth: number, graph: DirectedGraphNode): void {
    const node = graph.stateNode
    if (this.#anywhere.has(node)) this.#line(depth, `state "${escapeLines(['(any)'], 'state')}" as ${this.#anyId(node)}`)
    graph.children.forEach((child, index) => {
      if (index > 0 && node.type === 'parallel') this.#line(depth, '--')
      this.#state(depth, child)
    })
    if (node.type !== 'parallel') {
      const { target, actions } = node.initial
      const first = [...(node === this.#root ? node.entry : []), ...actions]
      const doing = actionNames(first, this.#shown)
      for (const initial of target) this.#arrow(depth, '[*]', this.#initial(node, initial), doing === '' ? [] : [`/ ${doing}`])
    }
    this.#arrows(depth, edge => edge.source.parent === node && edge.target.parent === node && edge.source !== this.#root)
  }

  /** A marker can only point at a child: an initial state further down is shown by the child that holds it. */
  #initial(parent: AnyStateNode, target: AnyStateNode): string {
    const holder: AnyStateNode | undefined = target.parent
    return holder === undefined || holder === parent ? this.#id(target) : this.#initial(parent, holder)
  }

  #doings(node: AnyStateNode): string[] {
    const [entry, exit] = [actionNames(node.entry, this.#shown), actionNames(node.exit, this.#shown)]
    return [...(entry === '' ? [] : [`entry / ${entry}`]), ...(exit === '' ? [] : [`exit / ${exit}`])]
  }

  #arrows(depth: number, chosen: (edge: StateEdge) => boolean): void {
    for (const edge of this.#edges.filter(chosen)) {
      const source = this.#startsAnywhere(edge) ? this.#anyId(edge.source) : this.#id(edge.source)
      const target = this.#isFrameless(edge.target) ? this.#anyId(edge.target) : this.#id(edge.target)
      this.#arrow(depth, source, target, edge.labels)
    }
  }

  #arrow(depth: number, source: string, target: string, labels: readonly string[]): void {
    const text = labels.length === 0 ? '' : ` : ${escapeLines(labels.flatMap(label => wrapText(label, 28)), 'state')}`
    this.#line(depth, `${source} --> ${target}${text}`)
  }
}

/** An XState machine as a mermaid state diagram; the same machine always gives the same text. */
export function writeStateDiagram(machine: AnyStateMachine, options: StateDiagramOptions = {}): string {
  const graph = toDirectedGraph(machine)
  return new StateWriter(graph, options.actions ?? 'named').write(graph, options)
}
