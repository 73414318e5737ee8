import { createRequire } from 'node:module'

/** What mermaid's parser holds of a diagram, as far as the tests look. */
export interface ParsedSequence {
  readonly getMessages: () => readonly { readonly type: number; readonly message: unknown }[]
  readonly getActors: () => ReadonlyMap<string, { readonly description: string }>
  readonly getActorKeys: () => readonly string[]
  readonly getBoxes: () => readonly { readonly name?: string; readonly fill: string }[]
  readonly getDiagramTitle: () => string
}

export interface Parser {
  readonly parse: (source: string) => Promise<unknown>
  readonly sequence: (source: string) => Promise<ParsedSequence>
}

interface MermaidModule {
  readonly parse: (source: string) => Promise<unknown>
  readonly initialize: (config: object) => void
  readonly mermaidAPI: { readonly getDiagramFromText: (source: string) => Promise<{ readonly db: ParsedSequence }> }
}

interface DomModule {
  readonly JSDOM: new (html: string) => { readonly window: Record<string, unknown> }
}

let loaded: Promise<Parser> | undefined

/** Mermaid's own parser, without a browser: it needs a document, and `Option` for the colour of a box. */
export function loadParser(): Promise<Parser> {
  loaded ??= load()
  return loaded
}

async function load(): Promise<Parser> {
  const { JSDOM } = createRequire(import.meta.url)('jsdom') as DomModule
  const { window } = new JSDOM('<!doctype html><body></body>')
  Object.assign(globalThis, { window, document: window['document'], Option: window['Option'] })
  const { default: mermaid } = await import('mermaid') as unknown as { default: MermaidModule }
  mermaid.initialize({ startOnLoad: false, logLevel: 'fatal', maxTextSize: 10_000_000 })
  return {
    parse: source => mermaid.parse(source),
    sequence: async source => (await mermaid.mermaidAPI.getDiagramFromText(source)).db,
  }
}

/** Undoes mermaid's marks for entity codes, the way its renderer and then the browser do. */
export function readText(held: string): string {
  return held
    .replace(/<br\s*\/?>/gi, ' ')
    .replace(/ﬂ°°(\d+)¶ß/g, (_, code: string) => String.fromCodePoint(Number(code)))
}
