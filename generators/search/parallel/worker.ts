import { parentPort, receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { Layout } from '../layout.ts';
import { Control } from './control.ts';
import { Dictionary } from './dictionary.ts';
import type { Admission, FromWorker, Job, ToWorker } from './messages.ts';
import { SharedSearch } from './sharedSearch.ts';
import { contributionOf, made, type MadeTask } from './task.ts';

const patience = 1000;

function tell(message: FromWorker): void {
  parentPort?.postMessage(message);
}

function received(port: MessagePort): ToWorker | undefined {
  return receiveMessageOnPort(port)?.message as ToWorker | undefined;
}

/** Sleeps until it may join the search, or need not. */
function awaitedAdmission(port: MessagePort, control: Control): Admission | undefined {
  for (;;) {
    const seen = control.admissions;
    const message = received(port);
    if (message?.kind === 'admission') return message.admission;
    if (message?.kind === 'dismissal') return undefined;
    control.awaitAdmission(seen, patience);
  }
}

function searchOf({ engine, options }: MadeTask, { workers, maximumStates, port, ...job }: Job, control: Control, { worker, layout, read, names, ...joining }: Admission): SharedSearch {
  const own = Layout.restored(engine.initial()[0] ?? new Int32Array(0), layout, engine);
  return new SharedSearch(
    engine,
    { ...options, maximumStates },
    {
      worker,
      workers,
      control,
      dictionary: new Dictionary(job.dictionary, control, engine, read, names),
      arrivals: job.arrivals,
      memory: joining.memory,
      layout: own,
      joining: { ...joining, layout: own },
      tell: () => undefined,
      // It was sent before worker 0 came to where all meet, so it is there.
      told: () => {
        const message = received(port);
        if (message?.kind !== 'rebuilding') throw new RangeError('worker 0 told nothing of the new memory');
        return message.rebuilding;
      },
    },
  );
}

async function work(job: Job): Promise<void> {
  const control = new Control(job.workers, job.control);
  try {
    const task = await made(job.task);
    control.getReady();
    const admission = awaitedAdmission(job.port, control);
    if (admission === undefined) return tell({ kind: 'dismissed' });
    const run = searchOf(task, job, control, admission).run();
    let now = run.next();
    for (; now.done !== true; now = run.next()) {
      if (now.value === 'pause') continue;
      const time = control.arrive();
      while (!control.hasMet(time, patience));
    }
    tell({ kind: 'end', end: now.value, contribution: contributionOf(task) });
  } catch (error) {
    tell({ kind: 'error', error });
    control.fail();
  }
}

parentPort?.on('message', (job: Job) => void work(job));
