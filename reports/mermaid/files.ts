import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import type { ImageFormat } from './mermaidCli.ts'

/** The kind of picture a file name asks for. */
export function imageFormat(file: string): ImageFormat | undefined {
  return (['svg', 'png', 'pdf'] as const).find(format => extname(file).toLowerCase() === `.${format}`)
}

/** Not mkdir's own `recursive`: Node 20 tries for ever where a folder that is there takes no other, as /proc does. */
export async function makeFolder(folder: string): Promise<void> {
  if (await isFolder(folder)) return
  if (dirname(folder) !== folder) await makeFolder(dirname(folder))
  try {
    await mkdir(folder)
  } catch (error) {
    // Somebody else may have been quicker.
    if (!(await isFolder(folder))) throw error
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(status => status.isDirectory(), () => false)
}

/** Written beside its place and then renamed, so that a reader never meets half a file. */
export async function writeWhole(file: string, data: string | Uint8Array): Promise<void> {
  await makeFolder(dirname(file))
  const draft = join(dirname(file), `.${basename(file)}.${randomUUID()}.tmp`)
  try {
    await writeFile(draft, data)
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}
