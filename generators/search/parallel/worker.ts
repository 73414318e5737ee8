import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { engineFigures } from '../engineFigures.ts';
import { Layout } from '../layout.ts';
import { Control } from './control.ts';
import { Dictionary } from './dictionary.ts';
import type { FromWorker, ToWorker, WorkerData } from './messages.ts';
import { SharedSearch } from './sharedSearch.ts';
import { made } from './task.ts';

const { task, workers, maximumStates, port, ...data } = workerData as WorkerData;
const patience = 1000;
const control = new Control(workers, data.control);

function tell(message: FromWorker): void {
  parentPort?.postMessage(message);
}

/** The next message, if it is of that kind. */
function received<Kind extends ToWorker['kind']>(kind: Kind): Extract<ToWorker, { readonly kind: Kind }> | undefined {
  const message = receiveMessageOnPort(port)?.message as ToWorker | undefined;
  return message?.kind === kind ? (message as Extract<ToWorker, { readonly kind: Kind }>) : undefined;
}

function awaitedAdmission(): Extract<ToWorker, { readonly kind: 'admission' }>['admission'] {
  for (;;) {
    const seen = control.admissions;
    const message = received('admission');
    if (message !== undefined) return message.admission;
    control.awaitAdmission(seen, patience);
  }
}

try {
  const { engine, options } = await made(task);
  control.getReady();
  const { worker, layout, read, names, ...joining } = awaitedAdmission();
  const own = Layout.restored(engine.initial()[0] ?? new Int32Array(0), layout, engine);
  const search = new SharedSearch(
    engine,
    { ...options, maximumStates },
    {
      worker,
      workers,
      control,
      dictionary: new Dictionary(data.dictionary, control, engine, read, names),
      arrivals: data.arrivals,
      memory: joining.memory,
      layout: own,
      joining: { ...joining, layout: own },
      tell: () => undefined,
      // It was sent before worker 0 came to where all meet, so it is there.
      told: () => {
        const message = received('rebuilding');
        if (message === undefined) throw new RangeError('worker 0 told nothing of the new memory');
        return message.rebuilding;
      },
    },
  );
  const run = search.run();
  let now = run.next();
  for (; now.done !== true; now = run.next()) {
    if (now.value === 'pause') continue;
    const time = control.arrive();
    while (!control.hasMet(time, patience));
  }
  tell({ kind: 'end', end: now.value, figures: engineFigures(engine) });
} catch (error) {
  tell({ kind: 'error', error });
  control.fail();
}
