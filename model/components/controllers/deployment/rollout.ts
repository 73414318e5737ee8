import { setup } from 'xstate';
import { statechart } from '../../../kernel/statechart.ts';

/**
 * How far a rollout is: the reason of the Deployment's Progressing condition
 * (pkg/controller/deployment/progress.go, sync.go). The progress deadline is left out: there is no clock.
 */
export type RolloutEvent =
  | { readonly type: 'CREATED' }
  | { readonly type: 'FOUND' }
  | { readonly type: 'CREATE_FAILED' }
  | { readonly type: 'PAUSED' }
  | { readonly type: 'RESUMED' }
  /** What the new status tells: all replicas are updated and available; some number got better; no old replica is left. */
  | { readonly type: 'OBSERVED'; readonly complete: boolean; readonly progressed: boolean; readonly allUpdated: boolean };

type Observed = Extract<RolloutEvent, { type: 'OBSERVED' }>;

export const rolloutGuards = {
  rolloutIsComplete: 'a rollout is complete when all replicas are updated and available and no old ones run (deployment_util.go, DeploymentComplete)',
  rolloutProgressed: 'a rollout progresses when updated, ready or available replicas grow or old ones shrink (deployment_util.go, DeploymentProgressing)',
  rolloutStaysComplete: 'a complete rollout is not judged again while all replicas are updated (progress.go, syncRolloutStatus)',
} as const;

const anywhere = {
  CREATED: { target: 'NewReplicaSetCreated' },
  CREATE_FAILED: { target: 'ReplicaSetCreateError' },
  PAUSED: { target: 'DeploymentPaused' },
} as const;

export const rolloutMachine = setup({
  types: { context: {}, events: {} as RolloutEvent },
  guards: {
    rolloutIsComplete: (_, params: Observed) => params.complete,
    rolloutProgressed: (_, params: Observed) => params.progressed,
    rolloutStaysComplete: (_, params: Observed) => params.allUpdated,
  },
}).createMachine({
  id: 'rollout',
  context: {},
  initial: 'unknown',
  on: {
    OBSERVED: [
      { guard: { type: 'rolloutIsComplete', params: ({ event }) => event }, target: '.NewReplicaSetAvailable' },
      { guard: { type: 'rolloutProgressed', params: ({ event }) => event }, target: '.ReplicaSetUpdated' },
    ],
  },
  states: {
    unknown: { on: { ...anywhere, FOUND: { target: 'FoundNewReplicaSet' } } },
    NewReplicaSetCreated: { on: anywhere },
    FoundNewReplicaSet: { on: anywhere },
    ReplicaSetCreateError: { on: anywhere },
    ReplicaSetUpdated: { on: anywhere },
    NewReplicaSetAvailable: {
      on: {
        ...anywhere,
        OBSERVED: [
          { guard: { type: 'rolloutStaysComplete', params: ({ event }) => event } },
          { guard: { type: 'rolloutIsComplete', params: ({ event }) => event } },
          { guard: { type: 'rolloutProgressed', params: ({ event }) => event }, target: 'ReplicaSetUpdated' },
        ],
      },
    },
    DeploymentPaused: { on: { RESUMED: { target: 'DeploymentResumed' } } },
    DeploymentResumed: { on: anywhere },
  },
});

export const rollout = statechart(rolloutMachine);
