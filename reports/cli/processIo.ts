import { basename, delimiter, dirname, resolve, sep } from 'node:path';
import { addAbortSignal } from 'node:stream';
import { exitCode } from './exitCode.ts';
import { Interrupted } from './interrupted.ts';
import type { Io } from './io.ts';
import { shellQuoted } from './quote.ts';

/** The exit code of a process that Ctrl-C ended: 128 + SIGINT. */
const killed = 130;

/** Milliseconds in which one Ctrl-C may come more than once: the terminal sends it to all that run, and some of those (tsx, npm) pass it on. */
const oneKey = 500;

/** The real world. The first Ctrl-C lets the command tell what it has found; a second one ends it at once. */
export function processIo(version: string): Io {
  const interruption = new AbortController();
  let first = -Infinity;
  process.on('SIGINT', () => {
    if (!interruption.signal.aborted) first = performance.now();
    else if (performance.now() - first > oneKey) process.exit(killed);
    interruption.abort();
  });
  // `podproof check | head`: whoever reads has had enough. The exit code still says what is known by then.
  let isRead = true;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') process.exit(exitCode.internal);
    isRead = false;
    interruption.abort();
  });
  let stdin: Promise<string> | undefined;
  return {
    stdout: (text) => void (isRead && process.stdout.write(text)),
    stderr: (text) => void process.stderr.write(text),
    isTTY: { stdout: process.stdout.isTTY ?? false, stderr: process.stderr.isTTY ?? false },
    columns: () => process.stderr.columns,
    cwd: process.cwd(),
    env: process.env,
    readStdin: () => (stdin ??= readAll(process.stdin, interruption.signal)),
    now: () => performance.timeOrigin + performance.now(),
    signal: interruption.signal,
    program: howCalled(process.argv[1] ?? '', process.env, process.cwd()),
    version,
  };
}

/** Whoever presses Ctrl-C while nothing comes in does not wait for it any longer. */
async function readAll(stream: NodeJS.ReadStream, signal: AbortSignal): Promise<string> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of addAbortSignal(signal, stream)) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array));
  } catch (reason) {
    throw signal.aborted ? new Interrupted('interrupted') : reason;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** What to type to call this program again from the same directory. */
export function howCalled(script: string, env: { readonly [name: string]: string | undefined }, cwd: string): string {
  if (basename(script) === 'cli.ts') return `npx tsx ${shellQuoted(resolve(cwd, 'cli.ts') === script ? 'cli.ts' : script)}`;
  const folder = dirname(resolve(cwd, script));
  // npm puts its own folders in front of PATH while a script of a package runs; the user's shell has none of them.
  const isOnPath = (env['PATH'] ?? '').split(delimiter).includes(folder) && !folder.includes(`node_modules${sep}`);
  return isOnPath ? 'podproof' : 'npx podproof';
}
