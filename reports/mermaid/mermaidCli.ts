import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Loads a module by name; replaced in tests. */
export type ModuleLoader = (name: string) => Promise<unknown>

export type ImageFormat = 'svg' | 'png' | 'pdf'

export interface Browser {
  readonly close: () => Promise<void>
  newPage?: () => Promise<{ readonly setDefaultTimeout: (milliseconds: number) => void }>
}

/** How long the browser may take for one picture, in milliseconds. */
export const PATIENCE = 300_000

/** The little that is used of puppeteer and mermaid-cli; both are optional, so their types are not imported. */
export interface MermaidCli {
  readonly launch: (options: object) => Promise<Browser>
  /** Where puppeteer keeps a browser of its own, when it has one. */
  readonly ownBrowser: () => string | undefined
  readonly render: (browser: Browser, source: string, format: ImageFormat, options: object) => Promise<Uint8Array>
}

interface CliModule {
  readonly renderMermaid: (browser: Browser, source: string, format: ImageFormat, options: object) => Promise<{ data: Uint8Array }>
}

interface PuppeteerModule {
  readonly launch: MermaidCli['launch']
  readonly executablePath?: () => string
}

const hasFunction = <Name extends string>(value: unknown, name: Name): value is Record<Name, unknown> =>
  typeof value === 'object' && value !== null && typeof (value as Record<string, unknown>)[name] === 'function'

/** Beside this package, or else in the project of whoever runs it: npx installs us somewhere else. */
export const importModule: ModuleLoader = async name => {
  try {
    return await import(name)
  } catch (error) {
    const file = resolveFrom(process.cwd(), name)
    if (file === undefined) throw error
    return await import(pathToFileURL(file).href)
  }
}

function resolveFrom(folder: string, name: string): string | undefined {
  try {
    return createRequire(join(folder, 'index.js')).resolve(name)
  } catch {
    return undefined
  }
}

/** mermaid-cli with its puppeteer, or undefined when one of them is not installed. */
export async function loadMermaidCli(load: ModuleLoader = importModule): Promise<MermaidCli | undefined> {
  const cli = await loadOrUndefined(load, '@mermaid-js/mermaid-cli')
  const puppeteer = defaultOf(await loadOrUndefined(load, 'puppeteer') ?? await loadOrUndefined(load, 'puppeteer-core'))
  if (!hasFunction(cli, 'renderMermaid') || !hasFunction(puppeteer, 'launch')) return undefined
  const { renderMermaid } = cli as unknown as CliModule
  const browsers = puppeteer as unknown as PuppeteerModule
  return {
    launch: async options => patient(await browsers.launch(options)),
    ownBrowser: () => {
      try {
        return browsers.executablePath?.()
      } catch {
        return undefined
      }
    },
    render: async (browser, source, format, options) => (await renderMermaid(browser, source, format, options)).data,
  }
}

/** mermaid-cli lets puppeteer give up after half a minute, in which the longest diagrams do not become a PDF. */
function patient(browser: Browser): Browser {
  const newPage = browser.newPage?.bind(browser)
  if (newPage) {
    browser.newPage = async () => {
      const page = await newPage()
      page.setDefaultTimeout(PATIENCE)
      return page
    }
  }
  return browser
}

async function loadOrUndefined(load: ModuleLoader, name: string): Promise<unknown> {
  try {
    return await load(name)
  } catch {
    return undefined
  }
}

function defaultOf(module: unknown): unknown {
  return typeof module === 'object' && module !== null && 'default' in module ? module.default : module
}
