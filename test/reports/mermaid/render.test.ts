import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  browserCandidates, fenced, findBrowser, renderAll, renderMermaid, writeDiagram, writeSequenceDiagram, writeStateDiagram,
} from '../../../reports/mermaid/index.ts'
import { fittingScale } from '../../../reports/mermaid/render.ts'
import { sequenceDiagram } from './arbitraryDiagram.ts'
import { essence, hostileText } from './hostile.ts'
import { everything } from './machines.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podproof-mermaid-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const simple = 'sequenceDiagram\n  a->>b: hello\n'
const hasBrowser = findBrowser() !== undefined

describe('writeDiagram', () => {
  it('writes the source, and a fence that nothing in it can close', async () => {
    const [mmd, md] = [join(folder, 'deep/er/a.mmd'), join(folder, 'a.md')]
    expect(await writeDiagram(simple, mmd)).toEqual({ files: [mmd] })
    expect(await writeDiagram(simple, md)).toEqual({ files: [md] })
    expect(await readFile(mmd, 'utf8')).toBe(simple)
    expect(await readFile(md, 'utf8')).toBe('```mermaid\nsequenceDiagram\n  a->>b: hello\n```\n')
    expect(fenced('a ```` b')).toBe('`````mermaid\na ```` b\n`````\n')
  })

  it('writes the source beside the picture when there is no browser, and says what to install', async () => {
    const written = await writeDiagram(simple, join(folder, 'none.svg'), { candidates: [] })
    expect(written.files).toEqual([join(folder, 'none.mmd')])
    expect(written.notice).toMatch(/^no Chromium was found .* wrote .*none\.mmd instead\. To get the picture: apt-get install chromium[^\n]*$/)
  })

  it.runIf(existsSync('/proc/self'))('gives up on a folder that nobody can make, at once', async () => {
    await expect(writeDiagram(simple, '/proc/none/a.mmd')).rejects.toThrow(/ENOENT|EACCES|EPERM/)
  }, 5_000)

  it('refuses a file name that says nothing about the form', async () => {
    expect(await writeDiagram(simple, join(folder, 'a.gif'))).toEqual({ files: [], notice: expect.stringContaining('a.gif') })
  })
})

describe('fittingScale', () => {
  const svg = (width: number, height: number): Uint8Array => Buffer.from(`<svg width="100%" viewBox="-50 -10 ${width} ${height}" role="x">`)

  it('shrinks a PNG that Chromium could not draw, and no other', () => {
    expect(fittingScale(svg(2000, 6000), 2)).toBe(2)
    expect(fittingScale(svg(4276, 32_000), 2)).toBe(0.5)
    expect(fittingScale(svg(64_000.5, 100), 2)).toBeCloseTo(0.25, 3)
    expect(fittingScale(Buffer.from('no picture'), 1.5)).toBe(1.5)
  })
})

describe('renderMermaid without what it needs', () => {
  it('names the missing browser', async () => {
    expect(await renderMermaid(simple, { output: join(folder, 'x.svg'), candidates: [] }))
      .toMatchObject({ ok: false, install: expect.stringContaining('chromium') })
  })

  it('names the missing package', async () => {
    const load = () => Promise.reject(new Error('ERR_MODULE_NOT_FOUND'))
    expect(await renderMermaid(simple, { output: join(folder, 'x.svg'), load }))
      .toMatchObject({ ok: false, reason: 'mermaid-cli is not installed', install: expect.stringContaining('@mermaid-js/mermaid-cli') })
  })

  it('reports a browser that does not start', async () => {
    expect(await renderMermaid(simple, { output: join(folder, 'x.svg'), candidates: [process.execPath], puppeteer: { timeout: 2000 } }))
      .toMatchObject({ ok: false, reason: expect.stringContaining('did not start') })
  }, 30_000)
})

describe('findBrowser', () => {
  it('looks names up on PATH, takes the first that can be run, and honours the environment', async () => {
    const [runnable, plain] = [join(folder, 'my-chromium'), join(folder, 'not-runnable')]
    await writeFile(runnable, '#!/bin/sh\n', { mode: 0o755 })
    await writeFile(plain, '', { mode: 0o644 })
    const env = { PATH: folder, PUPPETEER_EXECUTABLE_PATH: runnable }
    expect(findBrowser(['missing', plain, 'not-runnable', folder, 'my-chromium'], env)).toBe(runnable)
    expect(findBrowser([], env)).toBeUndefined()
    expect(findBrowser(browserCandidates(env), env)).toBe(runnable)
  })
})

/** The texts of a picture in the order of the file, which must be well-formed XML. */
function readSvg(svg: string): string {
  const { JSDOM } = createRequire(import.meta.url)('jsdom') as {
    JSDOM: new (text: string, options: object) => { window: { document: { querySelectorAll: (selector: string) => Iterable<{ textContent: string; remove: () => void }> } } }
  }
  const { document } = new JSDOM(svg, { contentType: 'image/svg+xml' }).window
  for (const style of document.querySelectorAll('style')) style.remove()
  return [...document.querySelectorAll('svg')].map(each => each.textContent).join(' ')
}

describe.runIf(hasBrowser)('renderAll with Chromium', () => {
  it('draws SVG, PNG and PDF in one session, and goes on after a diagram that is wrong', async () => {
    const file = (name: string): string => join(folder, 'all', name)
    const results = await renderAll([
      { source: simple, output: file('a.svg') },
      { source: 'sequenceDiagram\n  a->>', output: file('wrong.svg') },
      { source: simple, output: file('a.png') },
      { source: simple, output: file('a.gif') },
      { source: writeStateDiagram(everything), output: file('states.pdf') },
    ])
    expect(results.map(result => result.ok)).toEqual([true, false, true, false, true])
    expect(results[1]).toMatchObject({ reason: expect.stringMatching(/Parse error on line 2.*Expecting/), install: '' })
    expect((await readFile(file('a.svg'), 'utf8')).startsWith('<svg id="mermaid_a_svg"')).toBe(true)
    expect((await readFile(file('a.png'))).subarray(1, 4).toString()).toBe('PNG')
    expect((await readFile(file('states.pdf'))).subarray(0, 4).toString()).toBe('%PDF')
    expect((await readdir(file(''))).toSorted()).toEqual(['a.png', 'a.svg', 'states.pdf'])
  }, 60_000)

  it('shows any text as it was given, and any diagram as well-formed XML', async () => {
    const seed = Date.now() & 0x7fff
    const texts = fc.sample(hostileText, { numRuns: 60, seed })
    const told = writeSequenceDiagram({
      participants: [], items: texts.map(text => ({ kind: 'message', from: 'a', to: 'b', text, style: 'request' })),
    })
    const any = fc.sample(sequenceDiagram, { numRuns: 3, seed }).map(diagram => writeSequenceDiagram(diagram))
    const outputs = [told, ...any].map((source, index) => ({ source, output: join(folder, `any-${index}.svg`) }))
    expect((await renderAll(outputs)).filter(result => !result.ok), `seed ${seed}`).toEqual([])
    const [shown = ''] = await Promise.all(outputs.map(async ({ output }) => essence(readSvg(await readFile(output, 'utf8')))))
    for (const text of texts) expect(shown, `seed ${seed}`).toContain(essence(text))
  }, 60_000)

  it('shows the names of states and events as they were given', async () => {
    const { createMachine } = await import('xstate')
    const events = fc.sample(hostileText.filter(text => essence(text) !== '' && text !== '__proto__'), { numRuns: 40, seed: 11 })
    const machine = createMachine({
      id: 'm', initial: 's', states: { s: { on: Object.fromEntries(events.map((event, index) => [event, `#t${index}`])) }, ...Object.fromEntries(events.map((event, index) => [`${index}${event}`, { id: `t${index}` }])) },
    })
    const output = join(folder, 'names.svg')
    expect(await renderMermaid(writeStateDiagram(machine, { actions: 'none' }), { output })).toEqual({ ok: true, file: output })
    const shown = essence(readSvg(await readFile(output, 'utf8')))
    events.forEach((event, index) => expect(shown).toContain(essence(`${index}${event}`)))
  }, 60_000)
})
