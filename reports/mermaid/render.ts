import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { browserCandidates, findBrowser } from './findBrowser.ts'
import { loadMermaidCli } from './mermaidCli.ts'
import type { Browser, ImageFormat, MermaidCli, ModuleLoader } from './mermaidCli.ts'

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

const MISSING_CLI = {
  ok: false,
  reason: 'mermaid-cli is not installed',
  install: 'npm install --save-dev @mermaid-js/mermaid-cli puppeteer',
} as const

const MISSING_BROWSER = {
  ok: false,
  reason: 'no Chromium was found to draw with',
  install: 'apt-get install chromium (or any Chrome; or point PUPPETEER_EXECUTABLE_PATH at one)',
} as const

/** Renders one diagram to a file. Never throws, and never leaves half a file. */
export async function renderMermaid(
  source: string,
  options: RenderOptions & { readonly output: string },
): Promise<RenderResult> {
  const [result] = await renderAll([{ source, output: options.output }], options)
  return result ?? failure('nothing was rendered')
}

/** Renders several diagrams in one browser, one result each, in order. One that fails does not stop the others. */
export async function renderAll(
  requests: readonly RenderRequest[],
  options: RenderOptions = {},
): Promise<readonly RenderResult[]> {
  if (requests.length === 0) return []
  const everywhere = (result: RenderResult): readonly RenderResult[] => requests.map(() => result)
  const cli = await loadMermaidCli(options.load)
  if (!cli) return everywhere(MISSING_CLI)
  const executablePath = chooseBrowser(cli, options)
  if (executablePath === undefined) return everywhere(MISSING_BROWSER)

  let browser: Browser | undefined
  try {
    browser = await cli.launch({ executablePath, args: launchArguments(), headless: true, ...options.puppeteer })
    const results: RenderResult[] = []
    for (const request of requests) results.push(await renderOne(cli, browser, request, options))
    return results
  } catch (error) {
    return everywhere(failure(`${executablePath} did not start: ${firstLine(error)}`))
  } finally {
    await browser?.close().catch(() => undefined)
  }
}

/** An explicit list is meant: only without one is the browser considered that puppeteer may have downloaded. */
function chooseBrowser(cli: MermaidCli, options: RenderOptions): string | undefined {
  const explicit = options.puppeteer?.['executablePath']
  if (typeof explicit === 'string') return explicit
  if (options.candidates) return findBrowser(options.candidates)
  const own = cli.ownBrowser()
  return findBrowser(own === undefined ? browserCandidates() : [...browserCandidates(), own])
}

/** Chromium refuses to sandbox for root, as in most containers; nobody else gives the sandbox up. */
function launchArguments(): string[] {
  const quiet = ['--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
  return process.getuid?.() === 0 ? ['--no-sandbox', ...quiet] : quiet
}

async function renderOne(
  cli: MermaidCli,
  browser: Browser,
  { source, output }: RenderRequest,
  options: RenderOptions,
): Promise<RenderResult> {
  const format = imageFormat(output)
  if (!format) return failure(`${output}: the name must end in .svg, .png or .pdf`)
  try {
    const data = await cli.render(browser, source, format, {
      backgroundColor: 'white',
      pdfFit: true,
      viewport: { width: 1200, height: 800, deviceScaleFactor: options.scale ?? 2 },
      mermaidConfig: mermaidConfig(format, options),
    })
    await writeWhole(output, data)
    return { ok: true, file: output }
  } catch (error) {
    return failure(`${output}: ${firstLine(error)}`)
  }
}

function mermaidConfig(format: ImageFormat, options: RenderOptions): object {
  // An SVG may shrink to its page; an image must keep its size, or a wide diagram could not be read.
  const size = { useMaxWidth: format === 'svg' }
  return {
    // The default layout draws labels of state diagrams over each other; sequence diagrams have none.
    layout: 'elk',
    // A counterexample may well exceed the 50,000 characters that protect a web page.
    maxTextSize: 10_000_000,
    maxEdges: 10_000,
    sequence: size,
    state: size,
    ...options.mermaid,
  }
}

export function imageFormat(file: string): ImageFormat | undefined {
  return (['svg', 'png', 'pdf'] as const).find(format => extname(file).toLowerCase() === `.${format}`)
}

/** Written beside its place and then renamed, so that a reader never meets half a file. */
export async function writeWhole(file: string, data: string | Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const draft = join(dirname(file), `.${basename(file)}.${randomUUID()}.tmp`)
  try {
    await writeFile(draft, data)
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

function failure(reason: string): RenderResult {
  return { ok: false, reason, install: '' }
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.split('\n').find(line => line.trim() !== '')?.trim() ?? 'unknown error'
}
