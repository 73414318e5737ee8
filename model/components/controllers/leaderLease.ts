import { assign, setup } from 'xstate';
import { statechart } from '../../kernel/statechart.ts';

/**
 * A candidate for leadership (client-go tools/leaderelection/leaderelection.go): it takes the Lease when nobody
 * holds it or its holder has not renewed it for leaseDuration by the candidate's own clock; it stops when it
 * finds that another one holds it. Nothing fences the requests that a deposed leader has under way: the
 * package "does not guarantee that only one client is acting as a leader".
 */
export type LeaseContext = {
  readonly self: string;
  /** Who holds the Lease as far as this candidate knows; empty = nobody. */
  readonly holder: string;
  /** The holder has let leaseDuration pass. */
  readonly silent: boolean;
};

export type LeaseEvent =
  | { readonly type: 'SEEN'; readonly holder: string }
  | { readonly type: 'SILENT' }
  | { readonly type: 'ACQUIRE' }
  /** The candidate's clock jumps or the holder was paused: the lease looks expired although the holder lives. */
  | { readonly type: 'CLOCK_JUMP' }
  | { readonly type: 'WRITTEN' }
  | { readonly type: 'REFUSED'; readonly holder: string }
  | { readonly type: 'RETRY' };

export const leaseGuards = {
  leaseIsFree: 'a candidate takes a Lease that nobody holds (leaderelection.go, tryAcquireOrRenew)',
  holderIsSelf: 'a candidate that finds itself as the holder, after a restart or a lost reply, goes on (leaderelection.go, tryAcquireOrRenew)',
  holderIsSilent: 'a candidate steals a Lease only after leaseDuration without a change of the record, by its own clock (leaderelection.go, observedTime)',
  leaseIsHeld: 'a leader that finds the Lease held by another one stops (leaderelection.go, renew; its process exits)',
} as const;

const isAnother = (context: LeaseContext, holder: string): boolean => holder !== '' && holder !== context.self;

export const leaderLeaseMachine = setup({
  types: {
    context: {} as LeaseContext,
    events: {} as LeaseEvent,
    input: {} as { readonly self: string; readonly holder: string },
  },
  guards: {
    leaseIsFree: ({ context }) => context.holder === '',
    holderIsSelf: ({ context }) => context.holder === context.self,
    holderIsSilent: ({ context }) => context.silent,
    leaseIsHeld: ({ context }, params: { readonly holder: string }) => isAnother(context, params.holder),
  },
  actions: {
    remember: assign((_, params: { readonly holder: string }) => ({ holder: params.holder, silent: false })),
    lapse: assign({ silent: true }),
    writeLease: () => undefined,
    startLeading: () => undefined,
    stopLeading: () => undefined,
  },
}).createMachine({
  id: 'leader lease',
  context: ({ input }) => ({ self: input.self, holder: input.holder, silent: false }),
  initial: 'follower',
  states: {
    follower: {
      on: {
        SEEN: { actions: { type: 'remember', params: ({ event }) => ({ holder: event.holder }) } },
        SILENT: { actions: 'lapse' },
        ACQUIRE: [
          { guard: 'leaseIsFree', target: 'acquiring' },
          { guard: 'holderIsSelf', target: 'acquiring' },
          { guard: 'holderIsSilent', target: 'acquiring' },
        ],
        CLOCK_JUMP: { target: 'acquiring' },
      },
    },
    acquiring: {
      // What is seen from here on is newer than the compare-and-swap, should that succeed.
      entry: ['writeLease', { type: 'remember', params: ({ context }) => ({ holder: context.self }) }],
      on: {
        SEEN: { actions: { type: 'remember', params: ({ event }) => ({ holder: event.holder }) } },
        WRITTEN: [
          { guard: { type: 'leaseIsHeld', params: ({ context }) => ({ holder: context.holder }) }, target: 'follower' },
          { target: 'leading', actions: 'startLeading' },
        ],
        REFUSED: { target: 'refused', actions: { type: 'remember', params: ({ event }) => ({ holder: event.holder }) } },
      },
    },
    refused: {
      on: {
        SEEN: { target: 'follower', actions: { type: 'remember', params: ({ event }) => ({ holder: event.holder }) } },
        RETRY: { target: 'follower' },
      },
    },
    leading: {
      on: {
        SEEN: [
          {
            guard: { type: 'leaseIsHeld', params: ({ event }) => ({ holder: event.holder }) },
            target: 'follower',
            actions: ['stopLeading', { type: 'remember', params: ({ event }) => ({ holder: event.holder }) }],
          },
          { actions: { type: 'remember', params: ({ context }) => ({ holder: context.self }) } },
        ],
      },
    },
  },
});

export const leaderLease = statechart(leaderLeaseMachine);
