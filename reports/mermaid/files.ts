import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import type { ImageFormat } from './mermaidCli.ts'

/** The kind of picture a file name asks for. */
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
