import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker, type MessagePort } from 'node:worker_threads';
import type { WorkerData } from './messages.ts';

/** Starts the program beside this file, in the language that this file is in. */
export function startWorker(workerData: WorkerData, transferList: MessagePort[]): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./worker.js', import.meta.url), { workerData, transferList });
  // From source: the thread needs a loader for TypeScript before it can load anything.
  const loader = new URL('./dist/esm/api/index.mjs', pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json'))).href;
  const program = new URL('./worker.ts', import.meta.url).href;
  return new Worker(`import('${loader}').then(({ register }) => { register(); return import('${program}'); });`, { eval: true, workerData, transferList });
}
