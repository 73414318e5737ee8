import { assign, setup } from 'xstate';
import { statechart } from '../../kernel/statechart.ts';

/**
 * The worker of one pod, by UID: one thing at a time (pkg/kubelet/pod_workers.go; kubelet.go SyncPod,
 * SyncTerminatingPod, SyncTerminatedPod; volumemanager). Calls that fail are tried again after a back-off.
 */
export type WorkerContext = {
  /** `default/web` */
  readonly pod: string;
  /** Volumes that the storage driver attaches and mounts: two calls each. */
  readonly calls: number;
  readonly called: number;
  /** A sandbox was asked for, so there may be one. */
  readonly sandbox: boolean;
  readonly ip: string;
  readonly backOff: boolean;
  readonly rejection: { readonly reason: string; readonly message: string } | null;
  /** `graceful`: the pod has a deletionTimestamp; `gone`: the API server does not have it any more. */
  readonly deletion: 'none' | 'graceful' | 'gone';
  /** It had ended before this kubelet first saw it: its status is not ours to build. */
  readonly terminal: boolean;
};

export type WorkerEvent =
  | { readonly type: 'ADMIT'; readonly ended: boolean; readonly rejection: WorkerContext['rejection']; readonly volumes: number }
  | { readonly type: 'VOLUME'; readonly ok: boolean }
  | { readonly type: 'SANDBOX'; readonly ok: boolean; readonly ip: string }
  /** Its containers have ended and are not restarted. */
  | { readonly type: 'COMPLETED' }
  /** The pod is being deleted, or gone. */
  | { readonly type: 'STOP'; readonly gone: boolean }
  | { readonly type: 'ALL_STOPPED' }
  | { readonly type: 'TORN_DOWN'; readonly ok: boolean }
  | { readonly type: 'UNMOUNTED'; readonly ok: boolean }
  | { readonly type: 'BACKED_OFF' };

export const workerGuards = {
  podIsNotTerminal: 'a pod that the API calls Succeeded or Failed is never started again, after a restart of the kubelet either (kubelet.go HandlePodAdditions; issue 37447)',
  podFits: 'the kubelet checks once more that a pod fits before it takes it: what it rejects has failed and is never tried again (kubelet.go canAdmitPod; lifecycle/predicate.go)',
} as const;

type Args = { readonly context: WorkerContext; readonly event: WorkerEvent };
const isOk = ({ event }: Args): boolean => 'ok' in event && event.ok;
const isGone = ({ context }: Args): boolean => context.deletion === 'gone';

const stop = { STOP: { target: 'killing', actions: 'stopped' } } as const;
const alsoGone = { STOP: { actions: 'stopped' } } as const;
const fails = { actions: 'backOff' } as const;

export const podWorkerMachine = setup({
  types: { context: {} as WorkerContext, events: {} as WorkerEvent, input: {} as { readonly pod: string; readonly sandbox: boolean; readonly ip: string } },
  guards: {
    podIsNotTerminal: (_, { ended }: { readonly ended: boolean }) => !ended,
    podFits: (_, { rejection }: { readonly rejection: WorkerContext['rejection'] }) => rejection === null,
  },
  actions: {
    stopped: assign(({ context, event }) => (event.type === 'STOP' ? { deletion: event.gone || context.deletion === 'gone' ? 'gone' : 'graceful' } : {})),
    planVolumes: assign(({ event }) => (event.type === 'ADMIT' ? { calls: 2 * event.volumes } : {})),
    backOff: assign({ backOff: true }),
    // A volume that could not be mounted may have been detached meanwhile: it is attached anew.
    resume: assign(({ context }) => ({ backOff: false, called: context.called - (context.called % 2) })),
    called: assign(({ context }) => ({ called: context.called + 1 })),
    keepIp: assign(({ event }) => (event.type === 'SANDBOX' ? { ip: event.ip } : {})),
    admit: () => undefined,
    reject: assign(({ event }) => (event.type === 'ADMIT' ? { rejection: event.rejection ?? { reason: 'UnexpectedAdmissionError', message: 'Pod was rejected' } } : {})),
    tellRejection: () => undefined,
    mountNext: () => undefined,
    runSandbox: () => undefined,
    syncContainers: () => undefined,
    killContainers: () => undefined,
    stopSandbox: () => undefined,
    unmountNext: () => undefined,
    forget: () => undefined,
  },
}).createMachine({
  id: 'pod worker',
  context: ({ input }) => ({ pod: input.pod, calls: 0, called: 0, sandbox: input.sandbox, ip: input.ip, backOff: false, rejection: null, deletion: 'none', terminal: false }),
  initial: 'admitting',
  states: {
    admitting: {
      on: {
        ...stop,
        ADMIT: [
          {
            guard: { type: 'podIsNotTerminal', params: ({ event }) => ({ ended: event.ended }) },
            target: 'deciding',
          },
          { target: 'killing', actions: assign({ terminal: true }) },
        ],
      },
    },
    deciding: {
      always: [
        { guard: { type: 'podFits', params: ({ event }) => ({ rejection: event.type === 'ADMIT' ? event.rejection : null }) }, target: 'volumes', actions: ['planVolumes', 'admit'] },
        { target: 'finished', actions: ['reject', 'tellRejection'] },
      ],
    },
    volumes: {
      always: [{ guard: ({ context }) => context.called >= context.calls, target: 'startingSandbox' }, { target: 'mounting' }],
    },
    mounting: {
      entry: 'mountNext',
      on: {
        ...stop,
        VOLUME: [{ guard: isOk, target: 'volumes', actions: 'called' }, fails],
        BACKED_OFF: { target: 'mounting', reenter: true, actions: 'resume' },
      },
    },
    startingSandbox: {
      entry: [assign({ sandbox: true }), 'runSandbox'],
      on: {
        ...stop,
        SANDBOX: [{ guard: isOk, target: 'running', actions: 'keepIp' }, fails],
        BACKED_OFF: { target: 'startingSandbox', reenter: true, actions: 'resume' },
      },
    },
    running: { entry: 'syncContainers', on: { ...stop, COMPLETED: 'killing' } },
    killing: { entry: ['resume', 'killContainers'], on: { ...alsoGone, ALL_STOPPED: 'cleaning' } },
    cleaning: {
      always: [
        { guard: ({ context }) => context.sandbox, target: 'tearingDown' },
        { guard: ({ context }) => context.calls > 0, target: 'unmounting' },
        { target: 'finished' },
      ],
    },
    tearingDown: {
      entry: 'stopSandbox',
      on: {
        ...alsoGone,
        TORN_DOWN: [{ guard: isOk, target: 'cleaning', actions: assign({ sandbox: false }) }, fails],
        BACKED_OFF: { target: 'tearingDown', reenter: true, actions: 'resume' },
      },
    },
    unmounting: {
      entry: 'unmountNext',
      on: {
        ...alsoGone,
        UNMOUNTED: [{ guard: isOk, target: 'cleaning', actions: assign(({ context }) => ({ calls: context.calls - 2 })) }, fails],
        BACKED_OFF: { target: 'unmounting', reenter: true, actions: 'resume' },
      },
    },
    /** Nothing is left of it on the node. */
    finished: {
      always: { guard: isGone, target: 'forgotten' },
      on: alsoGone,
    },
    forgotten: { entry: 'forget', type: 'final' },
  },
});

export const podWorker = statechart(podWorkerMachine);
