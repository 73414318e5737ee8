import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { engineFigures } from '../engineFigures.ts';
import { Layout } from '../layout.ts';
import { Control } from './control.ts';
import { Dictionary } from './dictionary.ts';
import type { FromWorker, WorkerData } from './messages.ts';
import type { Rebuilding } from './sharedMemory.ts';
import { SharedSearch } from './sharedSearch.ts';
import { made } from './task.ts';

const { task, worker, workers, maximumStates, ports, keep, ...data } = workerData as WorkerData;
const progressMilliseconds = 200;

function tell(message: FromWorker): void {
  parentPort?.postMessage(message);
}

/** It was sent before worker 0 came to where all meet, so it is there. */
function received(): Rebuilding {
  const [port] = ports;
  const message = port && receiveMessageOnPort(port);
  if (message === undefined) throw new RangeError('worker 0 told nothing of the new memory');
  return message.message as Rebuilding;
}

try {
  const { engine, options } = await made(task);
  const control = new Control(workers, data.control);
  const layout = Layout.restored(engine.initial()[0] ?? new Int32Array(0), data.layout, engine);
  let own: Rebuilding | undefined;
  let last = performance.now();
  const progress = (): void => {
    if (performance.now() - last < progressMilliseconds) return;
    last = performance.now();
    const { states, generated } = control.totals();
    tell({ kind: 'progress', statistics: { states, generated, depth: search.depth, bytes: states * 4 * (search.memory.words + 1) + search.memory.cells.byteLength } });
  };
  const search = new SharedSearch(
    engine,
    { ...options, maximumStates },
    {
      worker,
      control,
      dictionary: new Dictionary(data.dictionary, control, engine),
      memory: data.memory,
      layout,
      tell: (rebuilding) => {
        own = rebuilding;
        for (const port of ports) port.postMessage(rebuilding);
      },
      told: () => own ?? received(),
      ...(worker === 0 && { progress }),
    },
  );
  const run = search.run();
  let now = run.next();
  for (; now.done !== true; now = run.next()) control.meet();
  const stored = keep && worker === 0 && { memory: search.memory, layout: search.layout.save(engine) };
  tell({ kind: 'end', end: now.value, figures: engineFigures(engine), ...(stored && { stored }) });
} catch (error) {
  tell({ kind: 'error', error });
}
