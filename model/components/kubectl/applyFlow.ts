import { assign, setup } from 'xstate';
import { statechart } from '../../kernel/statechart.ts';

/**
 * One command of kubectl: what it asks the API server for, and what it makes of the answers
 * (staging/src/k8s.io/kubectl/pkg/cmd/apply/apply.go, patcher.go; create.go; delete.go; scale.go).
 */
export type CommandVerb = 'apply' | 'create' | 'delete' | 'scale' | 'patch';

export type FlowEvent =
  | { readonly type: 'START'; readonly verb: CommandVerb }
  | { readonly type: 'FOUND'; readonly differs: boolean }
  | { readonly type: 'SUCCEEDED' }
  | { readonly type: 'FAILED'; readonly code: number; readonly reason: string }
  | { readonly type: 'AGAIN' };

export const flowGuards = {
  objectDiffers: 'apply writes only when the manifest asks for something else than there is (apply.go)',
  objectIsMissing: 'apply creates what a read did not find (apply.go)',
  mayTryAgain: 'apply reads again and goes on after a conflict or a lost answer, a few times; it does not take its own lost creation for somebody else’s (patcher.go, maxPatchRetry)',
} as const;

/** patcher.go, maxPatchRetry. */
const most = 5;

const failed = { target: 'failed' } as const;
const again = [{ guard: { type: 'mayTryAgain', params: ({ event }: { event: FlowEvent }) => event }, target: 'waiting', actions: 'count' }, failed] as const;

export const applyFlowMachine = setup({
  types: { context: {} as { readonly tries: number }, events: {} as FlowEvent },
  guards: {
    objectDiffers: (_, params: FlowEvent) => params.type === 'FOUND' && params.differs,
    objectIsMissing: (_, params: FlowEvent) => params.type === 'FAILED' && params.code === 404,
    mayTryAgain: ({ context }, params: FlowEvent) => params.type === 'FAILED' && (params.code === 0 || params.code === 409) && context.tries < most,
  },
  actions: { count: assign(({ context }) => ({ tries: context.tries + 1 })), get: () => undefined, create: () => undefined, patch: () => undefined, delete: () => undefined },
}).createMachine({
  id: 'kubectl',
  context: { tries: 0 },
  initial: 'idle',
  states: {
    idle: {
      on: {
        START: [
          { guard: ({ event }) => event.verb === 'apply', target: 'reading' },
          { guard: ({ event }) => event.verb === 'create', target: 'creating' },
          { guard: ({ event }) => event.verb === 'delete', target: 'deleting' },
          { target: 'patching' },
        ],
      },
    },
    reading: {
      entry: 'get',
      on: {
        FOUND: [{ guard: { type: 'objectDiffers', params: ({ event }) => event }, target: 'configuring' }, { target: 'unchanged' }],
        FAILED: [{ guard: { type: 'objectIsMissing', params: ({ event }) => event }, target: 'applyingNew' }, ...again],
      },
    },
    applyingNew: { entry: 'create', on: { SUCCEEDED: { target: 'created' }, FAILED: [...again] } },
    configuring: { entry: 'patch', on: { SUCCEEDED: { target: 'configured' }, FAILED: [...again] } },
    waiting: { on: { AGAIN: { target: 'reading' } } },
    creating: { entry: 'create', on: { SUCCEEDED: { target: 'created' }, FAILED: failed } },
    deleting: { entry: 'delete', on: { SUCCEEDED: { target: 'deleted' }, FAILED: failed } },
    patching: { entry: 'patch', on: { SUCCEEDED: { target: 'patched' }, FAILED: failed } },
    created: { type: 'final' },
    configured: { type: 'final' },
    unchanged: { type: 'final' },
    deleted: { type: 'final' },
    patched: { type: 'final' },
    failed: { type: 'final' },
  },
});

export const applyFlow = statechart(applyFlowMachine);
