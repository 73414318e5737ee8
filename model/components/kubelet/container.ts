import { assign, setup } from 'xstate';
import { statechart } from '../../kernel/statechart.ts';

/**
 * One container of a pod as its kubelet sees it (pkg/kubelet/kuberuntime/kuberuntime_manager.go
 * computePodActions, startContainer; images/image_manager.go; container/helpers.go ShouldContainerBeRestarted;
 * prober/worker.go). It runs in the states `startingUp`, `unready`, `ready` and `stopping`.
 */
export type ContainerContext = {
  /** `default/web` */
  readonly pod: string;
  readonly name: string;
  /** `sidecar`: an init container with restartPolicy Always (KEP-753). */
  readonly kind: 'init' | 'sidecar' | 'app';
  readonly policy: 'Always' | 'OnFailure' | 'Never';
  /** The program always ends in the same way, so that restarting it more often shows nothing new. */
  readonly deterministic: boolean;
  readonly probes: { readonly startup: boolean; readonly readiness: boolean; readonly liveness: boolean };
  /** Recorded up to {@link restartCap}, so that equal states meet. */
  readonly restarts: number;
  readonly exitCode: number | null;
  /** The pod ends: the container is not started again. */
  readonly ending: boolean;
  /** Trying again would meet the same answer: nothing is armed any more. */
  readonly parked: boolean;
  /** The registry says that there is no such image. Images do not change during a run: one retry, then it is parked. */
  readonly hopeless: boolean;
  /** Why it waits, when creating or starting it failed. */
  readonly error: 'CreateContainerError' | 'RunContainerError' | null;
};

/** The real kubelet counts on; the model's count saturates. */
export const restartCap = 3;

/** What the runtime has of it. */
export type Found = { readonly found: 'nothing' | 'created' | 'running' | 'exited'; readonly exitCode: number | null; readonly attempt: number };

export type ContainerEvent =
  | ({ readonly type: 'START' } & Found)
  | ({ readonly type: 'FOUND' } & Found)
  | { readonly type: 'PULLED'; readonly ok: boolean; readonly hopeless: boolean }
  | { readonly type: 'CREATED'; readonly ok: boolean }
  | { readonly type: 'STARTED'; readonly ok: boolean }
  | { readonly type: 'EXITED'; readonly exitCode: number }
  | { readonly type: 'PROBED'; readonly probe: 'startup' | 'readiness' | 'liveness'; readonly ok: boolean }
  /** The pod ends. */
  | { readonly type: 'STOP' }
  /** Stopping it or looking it up failed. */
  | { readonly type: 'FAILED' }
  | { readonly type: 'BACKED_OFF' };

export const containerGuards = {
  noRunningContainerForSpec: 'a container that runs is adopted, not started a second time: at most one runs for a pod and a container name (kuberuntime_manager.go computePodActions; issue 117694)',
  restartPolicyAllows: 'a container that ended is started again only if the restart policy says so (Kubernetes docs, "Pod Lifecycle", Container restart policy)',
  startupProbeHasSucceeded: 'the other probes wait for the startup probe (Kubernetes docs, "Configure Liveness, Readiness and Startup Probes")',
  readinessProbeHasSucceeded: 'before its first success a readiness probe counts as failed; without one a container is ready when it runs (Kubernetes docs, "Pod Lifecycle", Container probes)',
} as const;

type Args = { readonly context: ContainerContext; readonly event: ContainerEvent };

const foundIn = ({ event }: Args): Found => ('found' in event ? event : { found: 'nothing', exitCode: null, attempt: 0 });
const isFound = (found: Found['found']) => (args: Args) => foundIn(args).found === found;
const isEnding = ({ context }: Args): boolean => context.ending;
const isOk = ({ event }: Args): boolean => 'ok' in event && event.ok;
const isProbe = (probe: string, ok: boolean) => ({ event }: Args) => event.type === 'PROBED' && event.probe === probe && event.ok === ok;

const stopsHere = { STOP: { target: 'done', actions: 'ending' } } as const;
const exits = { EXITED: { target: 'exited', actions: 'rememberExit' } } as const;
const stopping = { STOP: { target: 'stopping', actions: 'ending' } } as const;

export const containerMachine = setup({
  types: { context: {} as ContainerContext, events: {} as ContainerEvent, input: {} as Pick<ContainerContext, 'pod' | 'name' | 'kind' | 'policy' | 'deterministic' | 'probes'> },
  guards: {
    noRunningContainerForSpec: (args: Args) => foundIn(args).found !== 'running',
    restartPolicyAllows: ({ context }: Args) => context.policy === 'Always' || (context.policy === 'OnFailure' && context.exitCode !== 0),
    startupProbeHasSucceeded: (args: Args) => !args.context.probes.startup || isProbe('startup', true)(args),
    readinessProbeHasSucceeded: (args: Args) => !args.context.probes.readiness || isProbe('readiness', true)(args),
  },
  actions: {
    rememberFound: assign((args) => ({ restarts: Math.min(foundIn(args).attempt, restartCap), exitCode: foundIn(args).exitCode ?? args.context.exitCode })),
    // Where one runs already, this is one more of them.
    nextAttempt: assign((args) => (isFound('running')(args) ? { restarts: Math.min(foundIn(args).attempt + 1, restartCap) } : {})),
    rememberExit: assign(({ event }) => (event.type === 'EXITED' ? { exitCode: event.exitCode } : {})),
    ending: assign({ ending: true }),
    park: assign({ parked: true }),
    countRestart: assign(({ context }) => ({ restarts: Math.min(context.restarts + 1, restartCap) })),
    pull: () => undefined,
    create: () => undefined,
    start: () => undefined,
    stop: () => undefined,
    lookUp: () => undefined,
  },
}).createMachine({
  id: 'container',
  context: ({ input }) => ({ ...input, restarts: 0, exitCode: null, ending: false, parked: false, hopeless: false, error: null }),
  initial: 'waiting',
  states: {
    waiting: { on: { ...stopsHere, START: 'looking' } },
    /** Does the runtime have it already? */
    looking: {
      always: [
        { guard: isFound('exited'), target: 'exited', actions: 'rememberFound' },
        { guard: isFound('created'), target: 'starting', actions: 'rememberFound' },
        { guard: 'noRunningContainerForSpec', target: 'pulling', actions: 'nextAttempt' },
        { target: 'startingUp', actions: 'rememberFound' },
      ],
    },
    pulling: {
      entry: 'pull',
      on: {
        STOP: { actions: 'ending' },
        PULLED: [
          { guard: isEnding, target: 'done' },
          { guard: isOk, target: 'creating', actions: assign({ hopeless: false }) },
          { guard: ({ context, event }) => event.hopeless && context.hopeless, target: 'imagePullBackOff', actions: 'park' },
          { target: 'errImagePull', actions: assign({ hopeless: ({ event }) => event.hopeless }) },
        ],
      },
    },
    errImagePull: { on: { ...stopsHere, BACKED_OFF: 'imagePullBackOff' } },
    imagePullBackOff: { on: { ...stopsHere, BACKED_OFF: 'pulling' } },
    creating: {
      entry: 'create',
      on: {
        STOP: { actions: 'ending' },
        CREATED: [
          { guard: isEnding, target: 'done' },
          { guard: isOk, target: 'starting' },
          { target: 'failed', actions: assign({ error: 'CreateContainerError' }) },
        ],
      },
    },
    starting: {
      entry: 'start',
      on: {
        ...exits,
        STOP: { actions: 'ending' },
        STARTED: [
          { guard: isOk, target: 'startingUp' },
          { target: 'failed', actions: assign({ error: 'RunContainerError' }) },
        ],
      },
    },
    /** The call may have been executed all the same: look before trying again. */
    failed: { on: { BACKED_OFF: 'lookingUp', STOP: { target: 'lookingUp', actions: 'ending' } } },
    lookingUp: {
      entry: 'lookUp',
      on: {
        STOP: { actions: 'ending' },
        FAILED: 'failed',
        FOUND: [
          { guard: (args) => isEnding(args) && isFound('running')(args), target: 'stopping', actions: 'rememberFound' },
          { guard: isEnding, target: 'done', actions: 'rememberFound' },
          { target: 'looking' },
        ],
      },
    },
    startingUp: {
      entry: assign({ error: null }),
      always: [
        { guard: isEnding, target: 'stopping' },
        { guard: 'startupProbeHasSucceeded', target: 'unready' },
      ],
      on: { ...exits, ...stopping, PROBED: [{ guard: 'startupProbeHasSucceeded', target: 'unready' }, { guard: isProbe('startup', false), target: 'stopping' }] },
    },
    unready: {
      always: { guard: 'readinessProbeHasSucceeded', target: 'ready' },
      on: { ...exits, ...stopping, PROBED: [{ guard: isProbe('liveness', false), target: 'stopping' }, { guard: 'readinessProbeHasSucceeded', target: 'ready' }] },
    },
    ready: {
      on: { ...exits, ...stopping, PROBED: [{ guard: isProbe('liveness', false), target: 'stopping' }, { guard: isProbe('readiness', false), target: 'unready' }] },
    },
    stopping: { entry: 'stop', on: { ...exits, STOP: { actions: 'ending' }, FAILED: 'stopFailed' } },
    stopFailed: { on: { ...exits, ...stopping, BACKED_OFF: 'stopping' } },
    exited: {
      always: [
        { guard: isEnding, target: 'done' },
        { guard: 'restartPolicyAllows', target: 'crashed' },
        { target: 'done' },
      ],
    },
    crashed: {
      always: [
        { guard: ({ context }) => context.restarts === 0, target: 'waiting', actions: 'countRestart' },
        { guard: ({ context }) => context.deterministic && context.restarts >= restartCap, target: 'crashLoopBackOff', actions: 'park' },
        { target: 'crashLoopBackOff' },
      ],
    },
    crashLoopBackOff: { on: { ...stopsHere, BACKED_OFF: { target: 'waiting', actions: 'countRestart' } } },
    done: {},
  },
});

export const container = statechart(containerMachine);

/** States in which the runtime runs it, or may. */
const runningStates: readonly unknown[] = ['startingUp', 'unready', 'ready', 'stopping', 'stopFailed'];

export function isRunning(value: unknown): boolean {
  return runningStates.includes(value);
}

/** Its call may be executed before it is answered. */
export function mayRun(value: unknown): boolean {
  return isRunning(value) || value === 'starting' || value === 'failed' || value === 'lookingUp';
}
