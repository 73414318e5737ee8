import { and, assign, fromPromise, not, raise, setup } from 'xstate'

/** A life cycle as the model has them: hierarchy, guards, a timer, an eventless transition. */
export const podWorker = setup({
  types: {
    events: {} as { type: 'BOUND' | 'DELETE' | 'RESYNC' | 'SANDBOX_READY' | 'PULLED' | 'PULL_FAILED' | 'EXITED' | 'STOPPED' },
  },
  guards: { podIsUnbound: () => true, imagePresent: () => true, restartPolicyAllows: () => true },
  actions: { notify: () => {}, killContainers: () => {}, startBackoff: () => {} },
  delays: { BACKOFF: 1000 },
}).createMachine({
  id: 'podWorker',
  initial: 'pending',
  states: {
    pending: { on: { BOUND: { target: 'syncing', guard: 'podIsUnbound' }, DELETE: 'terminated' } },
    syncing: {
      initial: 'sandbox',
      on: { DELETE: { target: 'terminating', actions: 'killContainers' }, RESYNC: '.sandbox' },
      states: {
        sandbox: { on: { SANDBOX_READY: 'pulling' } },
        pulling: { always: { guard: 'imagePresent', target: 'running' }, on: { PULLED: 'running', PULL_FAILED: 'backOff' } },
        backOff: { entry: 'startBackoff', after: { BACKOFF: 'pulling' } },
        running: {
          entry: 'notify',
          on: { EXITED: [{ guard: 'restartPolicyAllows', target: 'backOff' }, { target: '#podWorker.terminated', actions: 'notify' }] },
        },
      },
    },
    terminating: { on: { STOPPED: 'terminated' } },
    terminated: { type: 'final' },
  },
})

/** What else XState knows: regions, history, invoked actors, combined guards, several targets, inline functions. */
export const everything = setup({
  types: { context: {} as { n: number }, events: {} as { type: 'GO' | 'BACK' | 'MULTI' | 'LEAVE' } },
  guards: { isReady: () => true, isBound: () => true },
  actions: { log: () => {} },
  actors: { fetch: fromPromise(async () => 1) },
}).createMachine({
  id: 'everything',
  initial: 'a',
  context: { n: 0 },
  entry: 'log',
  on: { BACK: '.c.left.past', MULTI: { target: ['.c.left.y', '.c.right'] } },
  states: {
    a: {
      after: { 1000: 'b' },
      always: { guard: and(['isReady', not('isBound')]), target: 'c' },
      on: { '*': { actions: ['log', assign({ n: 1 }), raise({ type: 'GO' })] } },
    },
    b: { exit: 'log', invoke: { src: 'fetch', onDone: { target: 'c', guard: () => true }, onError: 'a' } },
    c: {
      type: 'parallel',
      onDone: 'd',
      states: {
        left: { initial: 'x', states: { x: { on: { GO: 'y', LEAVE: '#everything.a' } }, y: { type: 'final' }, past: { type: 'history', history: 'deep' } } },
        right: {},
      },
    },
    d: { type: 'final' },
  },
})
