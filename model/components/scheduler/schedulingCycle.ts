import { assign, setup } from 'xstate';
import { statechart } from '../../kernel/statechart.ts';

/**
 * One attempt to place one pod, from the moment it is popped until the queue is done with it
 * (pkg/scheduler/schedule_one.go: schedulingCycle, bindingCycle, handleSchedulingFailure).
 *
 * `popped` to `permitted` is the scheduling cycle: serial, one step of the component. What follows is the
 * binding cycle, a goroutine of its own for each pod. `unschedulable` is the moment between the verdict and
 * the failure handler: the pod is in no queue, so cluster events are recorded with the attempt (issue 118438).
 */
export type CycleContext = {
  readonly uid: string;
  readonly node: string | null;
  /** Volume objects still to be written before the pod may be bound. */
  readonly volumesLeft: number;
  /** Whether it has claims that are bound only now that a node is chosen. */
  readonly awaitsVolumes: boolean;
  /** The plugins that rejected it: they decide which cluster events may help. */
  readonly rejectedBy: readonly string[];
  /** What the condition PodScheduled will say. */
  readonly message: string;
  /** Whether an event that may help came meanwhile; `lost` = it came and was not recorded. */
  readonly wakeup: 'none' | 'noted' | 'lost';
};

export type CycleEvent =
  | { readonly type: 'SKIP' }
  | { readonly type: 'FILTERED'; readonly feasible: number; readonly rejectedBy: readonly string[]; readonly message: string }
  | { readonly type: 'SCORED'; readonly node: string }
  | { readonly type: 'RESERVED'; readonly volumes: number; readonly awaitsVolumes: boolean }
  | { readonly type: 'PERMITTED' }
  | { readonly type: 'CLUSTER_EVENT'; readonly helps: boolean }
  | { readonly type: 'HANDLE_FAILURE' }
  | { readonly type: 'VOLUME_REPLIED'; readonly ok: boolean; readonly message: string }
  | { readonly type: 'VOLUMES_BOUND' }
  | { readonly type: 'VOLUMES_TIMED_OUT' }
  | { readonly type: 'BIND_REPLIED'; readonly ok: boolean; readonly message: string };

export const cycleGuards = {
  someNodeFits: 'only a pod for which some node passed every filter goes on to be scored and assumed (schedule_one.go schedulePod, FitError)',
  inFlightEventMovesPod: 'a cluster event that may help and comes while the pod is in no queue sends it to the back-off queue, not to the unschedulable pods (scheduling_queue.go inFlightEvents; issue 118438)',
  volumeIsWritten: 'a pod is bound only after PreBind has written its volumes (volumebinding plugin BindPodVolumes)',
  bindSucceeded: 'only a bind that the API server confirmed keeps its assumption; after any other answer the pod is tried again (schedule_one.go handleBindingCycleError)',
} as const;

const fail = { target: 'failed', actions: ['unreserve', 'forget', 'requeueWithBackoff', 'report'] } as const;

export const schedulingCycleMachine = setup({
  types: {
    context: {} as CycleContext,
    events: {} as CycleEvent,
    input: {} as { readonly uid: string },
  },
  guards: {
    someNodeFits: (_, { feasible }: { readonly feasible: number }) => feasible > 0,
    inFlightEventMovesPod: (_, { helps }: { readonly helps: boolean }) => helps,
    volumeIsWritten: (_, { ok }: { readonly ok: boolean }) => ok,
    bindSucceeded: (_, { ok }: { readonly ok: boolean }) => ok,
  },
  actions: {
    rejected: assign((_, { rejectedBy, message }: { readonly rejectedBy: readonly string[]; readonly message: string }) => ({ rejectedBy, message })),
    broken: assign((_, { message }: { readonly message: string }) => ({ message })),
    skip: () => undefined,
    assume: () => undefined,
    reserve: () => undefined,
    writeVolume: () => undefined,
    bind: () => undefined,
    finishBinding: () => undefined,
    unreserve: () => undefined,
    forget: () => undefined,
    requeueWithBackoff: () => undefined,
    requeueUnschedulable: () => undefined,
    report: () => undefined,
  },
}).createMachine({
  id: 'scheduling cycle',
  context: ({ input }) => ({ uid: input.uid, node: null, volumesLeft: 0, awaitsVolumes: false, rejectedBy: [], message: '', wakeup: 'none' }),
  initial: 'popped',
  states: {
    popped: {
      on: {
        SKIP: { target: 'skipped', actions: 'skip' },
        FILTERED: [
          { guard: { type: 'someNodeFits', params: ({ event }) => ({ feasible: event.feasible }) }, target: 'scoring' },
          { target: 'unschedulable', actions: { type: 'rejected', params: ({ event }) => ({ rejectedBy: event.rejectedBy, message: event.message }) } },
        ],
      },
    },
    scoring: { on: { SCORED: { target: 'assumed', actions: [assign({ node: ({ event }) => event.node }), 'assume'] } } },
    assumed: { on: { RESERVED: { target: 'reserved', actions: [assign({ volumesLeft: ({ event }) => event.volumes, awaitsVolumes: ({ event }) => event.awaitsVolumes }), 'reserve'] } } },
    reserved: { on: { PERMITTED: 'permitted' } },
    permitted: {
      always: [
        { guard: ({ context }) => context.volumesLeft > 0, target: 'preBinding', actions: 'writeVolume' },
        { guard: ({ context }) => context.awaitsVolumes, target: 'waitingForVolumes' },
        { target: 'binding', actions: 'bind' },
      ],
    },
    preBinding: {
      on: {
        VOLUME_REPLIED: [
          {
            guard: { type: 'volumeIsWritten', params: ({ event }) => ({ ok: event.ok }) },
            target: 'volumeWritten',
            actions: assign({ volumesLeft: ({ context }) => context.volumesLeft - 1 }),
          },
          { ...fail, actions: [{ type: 'broken', params: ({ event }) => ({ message: event.message }) }, ...fail.actions] },
        ],
      },
    },
    volumeWritten: {
      always: [
        { guard: ({ context }) => context.volumesLeft > 0, target: 'preBinding', actions: 'writeVolume' },
        { target: 'waitingForVolumes' },
      ],
    },
    waitingForVolumes: {
      on: {
        VOLUMES_BOUND: { target: 'binding', actions: 'bind' },
        VOLUMES_TIMED_OUT: { ...fail, actions: [{ type: 'broken', params: { message: 'running PreBind plugin "VolumeBinding": binding volumes: context deadline exceeded' } }, ...fail.actions] },
      },
    },
    binding: {
      on: {
        BIND_REPLIED: [
          { guard: { type: 'bindSucceeded', params: ({ event }) => ({ ok: event.ok }) }, target: 'bound', actions: 'finishBinding' },
          { ...fail, actions: [{ type: 'broken', params: ({ event }) => ({ message: event.message }) }, ...fail.actions] },
        ],
      },
    },
    unschedulable: {
      on: {
        CLUSTER_EVENT: [
          {
            guard: { type: 'inFlightEventMovesPod', params: ({ event }) => ({ helps: event.helps }) },
            actions: assign({ wakeup: 'noted' }),
          },
          { guard: ({ event, context }) => event.helps && context.wakeup === 'none', actions: assign({ wakeup: 'lost' }) },
        ],
        HANDLE_FAILURE: [
          { guard: ({ context }) => context.wakeup === 'noted', target: 'failed', actions: ['requeueWithBackoff', 'report'] },
          { target: 'failed', actions: ['requeueUnschedulable', 'report'] },
        ],
      },
    },
    skipped: { type: 'final' },
    bound: { type: 'final' },
    failed: { type: 'final' },
  },
});

export const schedulingCycle = statechart(schedulingCycleMachine);
