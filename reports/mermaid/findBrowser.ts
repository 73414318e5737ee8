import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

/** Names on PATH first, then where installers put it: any Chromium will do. */
const USUAL: readonly string[] = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** What is tried when nothing is said: the environment's choice, then the usual places. */
export function browserCandidates(env: NodeJS.ProcessEnv = process.env): readonly string[] {
  const chosen = env['PUPPETEER_EXECUTABLE_PATH']
  return chosen === undefined || chosen === '' ? USUAL : [chosen, ...USUAL]
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

/** The first candidate that can be run: a path as it is, a bare name looked up on PATH. */
export function findBrowser(
  candidates: readonly string[] = browserCandidates(),
  env: NodeJS.ProcessEnv = process.env,
): string | undefined {
  const folders = (env['PATH'] ?? '').split(delimiter).filter(folder => folder !== '')
  return candidates
    .flatMap(each => (isAbsolute(each) || /[\\/]/.test(each) ? [each] : folders.map(folder => join(folder, each))))
    .find(isExecutable)
}
