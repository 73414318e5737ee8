import { extname } from 'node:path'
import { imageFormat, writeWhole } from './files.ts'
import { renderMermaid } from './render.ts'
import type { RenderOptions } from './renderTypes.ts'

export interface WrittenDiagram {
  /** Every file that was written, the one asked for first if it could be. */
  readonly files: readonly string[]
  /** One line for the user when the picture could not be made: why, what was written instead, what to install. */
  readonly notice?: string
}

/** The fence is longer than any run of backticks in the source, so that nothing in it can close the block. */
export function fenced(source: string): string {
  const longest = Math.max(2, ...[...source.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}mermaid\n${source.trimEnd()}\n${fence}\n`
}

/**
 * Writes a diagram in the form its file name asks for: `.mmd` (or `.mermaid`,
 * or no extension) as source, `.md` as a fenced block, `.svg`, `.png` and
 * `.pdf` as a picture. Where no picture can be made, the source is written
 * beside it, so that nothing is lost.
 */
export async function writeDiagram(source: string, file: string, options: RenderOptions = {}): Promise<WrittenDiagram> {
  const extension = extname(file).toLowerCase()
  if (imageFormat(file)) return writePicture(source, file, options)
  if (extension === '.md' || extension === '.markdown') {
    await writeWhole(file, fenced(source))
    return { files: [file] }
  }
  if (['.mmd', '.mermaid', ''].includes(extension)) {
    await writeWhole(file, source)
    return { files: [file] }
  }
  return { files: [], notice: `${file}: a diagram can be written as .mmd, .md, .svg, .png or .pdf` }
}

async function writePicture(source: string, file: string, options: RenderOptions): Promise<WrittenDiagram> {
  const result = await renderMermaid(source, { ...options, output: file })
  if (result.ok) return { files: [file] }
  const instead = `${file.slice(0, -extname(file).length)}.mmd`
  await writeWhole(instead, source)
  const advice = result.install === '' ? '' : ` To get the picture: ${result.install}`
  return { files: [instead], notice: `${result.reason}; wrote ${instead} instead.${advice}` }
}
