import { adjacencyMapToArray, getAdjacencyMap } from '@xstate/graph';
import { expect, test } from 'vitest';
import { leaderLease, leaderLeaseMachine, type LeaseEvent } from '../../../../model/components/controllers/leaderLease.ts';

const events: LeaseEvent[] = [
  { type: 'SEEN', holder: '' },
  { type: 'SEEN', holder: 'a' },
  { type: 'SEEN', holder: 'b' },
  { type: 'SILENT' },
  { type: 'ACQUIRE' },
  { type: 'CLOCK_JUMP' },
  { type: 'WRITTEN' },
  { type: 'REFUSED', holder: 'b' },
  { type: 'RETRY' },
];

/** Every state that candidate `a` can reach, with every event there. */
const walk = adjacencyMapToArray(getAdjacencyMap(leaderLeaseMachine, { input: { self: 'a', holder: '' }, events }));

test('the walk reaches every state and takes every transition', () => {
  expect([...new Set(walk.map(({ state }) => String(state.value)))].sort()).toEqual(['acquiring', 'follower', 'leading', 'refused']);
  const taken = new Set(walk.filter(({ state, nextState }) => state !== nextState).map(({ state, event, nextState }) => `${String(state.value)} ${event.type} ${String(nextState.value)}`));
  expect([...taken].sort()).toEqual([
    'acquiring REFUSED refused',
    'acquiring SEEN acquiring',
    'acquiring WRITTEN follower',
    'acquiring WRITTEN leading',
    'follower ACQUIRE acquiring',
    'follower CLOCK_JUMP acquiring',
    'follower SEEN follower',
    'follower SILENT follower',
    'leading SEEN follower',
    'leading SEEN leading',
    'refused RETRY follower',
    'refused SEEN follower',
  ]);
});

test('a candidate never takes a lease that another one holds and renews', () => {
  const { context } = leaderLease.initial({ self: 'a', holder: 'b' });
  expect(leaderLease.next({ value: 'follower', context }, { type: 'ACQUIRE' }, (_, holds) => holds).taken).toBe(false);
});

test('a leader never goes on after it has seen that another one holds the lease', () => {
  for (const { state, event, nextState } of walk) {
    if (state.value === 'leading' && event.type === 'SEEN' && event.holder === 'b') expect(nextState.value).toBe('follower');
  }
});

test('who was overtaken between its write and the reply does not lead', () => {
  const follow = (...sequence: LeaseEvent[]) => sequence.reduce((state, event) => leaderLease.next(state, event, (_, holds) => holds).state, leaderLease.initial({ self: 'a', holder: '' }));
  expect(follow({ type: 'ACQUIRE' }, { type: 'SEEN', holder: 'b' }, { type: 'WRITTEN' }).value).toBe('follower');
  expect(follow({ type: 'ACQUIRE' }, { type: 'SEEN', holder: 'a' }, { type: 'WRITTEN' }).value).toBe('leading');
});
