import { basename } from 'node:path'
import { createAliases } from './alias.ts'
import { imageFormat, writeWhole } from './files.ts'
import { browserCandidates, findBrowser } from './findBrowser.ts'
import { loadMermaidCli, PATIENCE } from './mermaidCli.ts'
import type { Browser, ImageFormat, MermaidCli } from './mermaidCli.ts'
import type { RenderOptions, RenderRequest, RenderResult } from './renderTypes.ts'

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
    browser = await cli.launch({ executablePath, args: launchArguments(), headless: true, protocolTimeout: PATIENCE, ...options.puppeteer })
    const results: RenderResult[] = []
    for (const request of requests) results.push(await renderOne(cli, browser, request, options))
    return results
  } catch (error) {
    return everywhere(failure(`${executablePath} did not start: ${summary(error)}`))
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
    const draw = (as: ImageFormat, scale: number): Promise<Uint8Array> => cli.render(browser, source, as, {
      backgroundColor: 'white',
      pdfFit: true,
      // Two pictures inlined into one page must not share the ids of their arrow heads.
      svgId: createAliases('diagram')(`mermaid ${basename(output)}`),
      viewport: { width: 1200, height: 800, deviceScaleFactor: scale },
      mermaidConfig: mermaidConfig(as, options),
    })
    const wanted = options.scale ?? 2
    const isLong = format === 'png' && source.length > SURELY_SMALL
    await writeWhole(output, await draw(format, isLong ? fittingScale(await draw('svg', 1), wanted) : wanted))
    return { ok: true, file: output }
  } catch (error) {
    return failure(`${output}: ${summary(error)}`)
  }
}

/** A source of no more characters fits a PNG at any usual scale, so that its size need not be measured first. */
const SURELY_SMALL = 6000

/** Chromium draws no picture that is longer, in pixels. */
const LONGEST_SIDE = 16_000

/** The scale at which a drawing just fits a PNG, if the one that was wanted is too much. */
export function fittingScale(svg: Uint8Array, wanted: number): number {
  const [, width = 0, height = 0] = /viewBox="\S+ \S+ ([\d.]+) ([\d.]+)"/.exec(Buffer.from(svg.subarray(0, 2000)).toString())?.map(Number) ?? []
  return Math.min(wanted, LONGEST_SIDE / Math.max(width, height, 1))
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

function failure(reason: string): RenderResult {
  return { ok: false, reason, install: '' }
}

/** What an error says, without its stack, short enough for a terminal. */
function summary(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const lines = message.split('\n').map(line => line.trim()).filter(line => line !== '' && !line.startsWith('at '))
  return lines.join(' ').slice(0, 300) || 'unknown error'
}
