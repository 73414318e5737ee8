import { assign, setup } from 'xstate';
import type { GuardTable } from '../../kernel/component.ts';
import { chartGuards, statechart } from '../../kernel/statechart.ts';

/** The facts that move a request on. What they are about (objects, replies) stays with the request, outside the machine. */
export type RequestEvent = { readonly type: RequestEventType };

export const requestEventTypes = [
  'authenticated', 'authorized', 'rejected', 'refused', 'served', 'readStore', 'basedOnCache', 'basedOnRequest', 'lookUp', 'found', 'missing',
  'lookUpLive', 'mutated', 'review', 'validated', 'charge', 'charged', 'unchanged', 'committed', 'conflict', 'bindingConflict',
  'nameTaken', 'remove', 'confirmed', 'changed', 'bindingChanged', 'timedOut',
] as const;

export type RequestEventType = (typeof requestEventTypes)[number];

export type RequestContext = {
  /** Whether what the request is decided on has been read from etcd, not from the cache (or needs nothing stored). */
  readonly current: boolean;
  /** Generated names that turned out to be taken. */
  readonly takenNames: number;
};

/** apiserver pkg/registry/generic/registry/store.go maxNameGenerationCreateAttempts (KEP-4420). */
export const nameAttempts = 8;

/**
 * The way of one request through the API server (kubernetes.io "Controlling Access to the Kubernetes API";
 * apiserver pkg/endpoints/handlers/{create,update,patch,delete}.go, pkg/registry/generic/registry/store.go,
 * pkg/storage/etcd3/store.go GuaranteedUpdate).
 *
 * A write that changes something stored is first decided on the cached object; a decision against it, or one
 * that changes nothing, is final only when etcd confirms that the object was current. Of a binding mutating admission sees nothing
 * stored, so what it says against one is final (pkg/endpoints/handlers/create.go, pkg/registry/core/pod/storage/storage.go BindingREST).
 */
export const requestMachine = setup({
  types: { context: {} as RequestContext, events: {} as RequestEvent },
  guards: {
    decidedOnCurrentData: ({ context }) => context.current,
    nameAttemptsLeft: ({ context }) => context.takenNames + 1 < nameAttempts,
  },
  actions: {
    readAnswer: () => {},
    readBase: () => {},
    readLive: () => {},
    chargeQuota: () => {},
    commit: () => {},
    remove: () => {},
    confirm: () => {},
    reply: () => {},
  },
}).createMachine({
  id: 'request',
  initial: 'received',
  context: { current: true, takenNames: 0 },
  states: {
    received: { on: { authenticated: 'authenticated', rejected: 'replied' } },
    authenticated: { on: { authorized: 'authorized', rejected: 'replied' } },
    authorized: {
      on: {
        rejected: 'replied',
        served: 'replied',
        readStore: 'reading',
        basedOnRequest: 'mutating',
        basedOnCache: { target: 'mutating', actions: assign({ current: false }) },
        lookUp: 'lookingUp',
      },
    },
    reading: { entry: 'readAnswer', on: { served: 'replied', rejected: 'replied', timedOut: 'replied' } },
    lookingUp: { entry: 'readBase', on: { found: 'mutating', missing: 'replied', timedOut: 'replied' } },
    /** Mutating admission by the built-in plugins is due. */
    mutating: {
      on: {
        refused: 'replied',
        rejected: [{ guard: 'decidedOnCurrentData', target: 'replied' }, { target: 'confirming' }],
        lookUpLive: 'lookingUpLive',
        review: 'askingMutatingWebhook',
        mutated: 'mutated',
      },
    },
    lookingUpLive: { entry: 'readLive', on: { found: 'mutating', timedOut: 'replied' } },
    askingMutatingWebhook: {
      on: {
        refused: 'replied',
        rejected: [{ guard: 'decidedOnCurrentData', target: 'replied' }, { target: 'confirming' }],
        review: 'askingMutatingWebhook',
        lookUpLive: 'lookingUpLive',
        mutated: 'mutated',
      },
    },
    /** Name generation, schema validation and validating admission by the built-in plugins are due. */
    mutated: {
      on: {
        rejected: [{ guard: 'decidedOnCurrentData', target: 'replied' }, { target: 'confirming' }],
        unchanged: [{ guard: 'decidedOnCurrentData', target: 'replied' }, { target: 'confirming' }],
        review: 'askingValidatingWebhooks',
        charge: 'charging',
        validated: 'committing',
      },
    },
    askingValidatingWebhooks: {
      on: {
        rejected: [{ guard: 'decidedOnCurrentData', target: 'replied' }, { target: 'confirming' }],
        unchanged: [{ guard: 'decidedOnCurrentData', target: 'replied' }, { target: 'confirming' }],
        review: 'askingValidatingWebhooks',
        charge: 'charging',
        validated: 'committing',
      },
    },
    /** Resource quota comes last, so that nothing is charged that somebody else rejects. */
    charging: {
      entry: 'chargeQuota',
      on: { charged: 'committing', rejected: [{ guard: 'decidedOnCurrentData', target: 'replied' }, { target: 'confirming' }] },
    },
    committing: {
      entry: 'commit',
      on: {
        committed: 'replied',
        remove: 'removing',
        conflict: { target: 'mutating', actions: assign({ current: true }) },
        bindingConflict: { target: 'mutated', actions: assign({ current: true }) },
        nameTaken: [
          { guard: 'nameAttemptsLeft', target: 'mutated', actions: assign({ takenNames: ({ context }) => context.takenNames + 1 }) },
          { target: 'replied' },
        ],
        rejected: 'replied',
        missing: 'replied',
        timedOut: 'replied',
      },
    },
    /** The second phase of a graceless deletion: the object is marked, now it goes. */
    removing: {
      entry: 'remove',
      on: { committed: 'replied', missing: 'replied', rejected: 'replied', conflict: { target: 'removing', reenter: true }, timedOut: 'replied' },
    },
    /** Decided on a cached object: was it current? */
    confirming: {
      entry: 'confirm',
      on: {
        confirmed: 'replied',
        changed: { target: 'mutating', actions: assign({ current: true }) },
        bindingChanged: { target: 'mutated', actions: assign({ current: true }) },
        missing: 'replied',
        timedOut: 'replied',
      },
    },
    replied: { entry: 'reply', type: 'final' },
  },
});

export const requestChart = statechart(requestMachine);

export const requestMachineGuards: GuardTable = chartGuards(requestChart, {
  decidedOnCurrentData: 'a cached object may be older than what is stored: a failure or a no-op decided on it is confirmed by etcd first (apiserver pkg/storage/etcd3/store.go GuaranteedUpdate, origStateIsCurrent)',
  nameAttemptsLeft: 'a generated name that is taken is generated anew, up to 8 attempts (apiserver pkg/registry/generic/registry/store.go createWithGenerateNameRetry, KEP-4420)',
});
