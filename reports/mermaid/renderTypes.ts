import type { ModuleLoader } from './mermaidCli.ts'

export interface RenderOptions {
  /** Paths, or names to look up on PATH; the first that can be run is used. Default: `browserCandidates()`. */
  readonly candidates?: readonly string[]
  /** More options for puppeteer's `launch`; they win over ours. */
  readonly puppeteer?: Readonly<Record<string, unknown>>
  /** More mermaid configuration, e.g. `{ theme: 'dark' }`. */
  readonly mermaid?: Readonly<Record<string, unknown>>
  /** Pixels of a PNG per unit of the diagram. Default 2: sharp on any screen. */
  readonly scale?: number
  /** How modules are loaded; for tests. */
  readonly load?: ModuleLoader
}

export interface RenderRequest {
  readonly source: string
  /** Ends in `.svg`, `.png` or `.pdf`. */
  readonly output: string
}

export type RenderResult =
  | { readonly ok: true; readonly file: string }
  | {
      readonly ok: false
      /** What went wrong, in one line. */
      readonly reason: string
      /** What to install against it; empty when nothing is missing. */
      readonly install: string
    }
