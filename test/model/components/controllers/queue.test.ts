import { expect, test } from 'vitest';
import { emptyQueue, emptyQueueInAnyOrder, enqueue, finish, queueInternals, take } from '../../../../model/components/controllers/queue.ts';

test('a key waits once, however often it is put in; a new event ends its back-off', () => {
  expect(enqueue({ ready: ['b'], later: ['a'] }, ['a', 'b', 'a'])).toEqual({ ready: ['b', 'a'], later: [] });
});

test('a key that comes in while it is worked on is worked on again afterwards', () => {
  const active = { key: 'a', memory: null, waiting: [] };
  const busy = enqueue({ ...emptyQueue, active }, ['a']);
  expect(take(busy, 'a')).toBeUndefined();
  expect(finish(busy, 'a', true)).toEqual({ ready: ['a'], later: [] });
});

test('a key that failed at once comes back as one that failed after a while', () => {
  const taken = take(enqueue(emptyQueue, ['a']), 'a');
  expect(taken && finish(taken, 'a', true)).toEqual({ ready: [], later: ['a'] });
  expect(taken && finish(taken, 'a', false)).toEqual(emptyQueue);
});

test('an idle queue has no work; what waits out a back-off is a timer', () => {
  expect(queueInternals(emptyQueue, 'queue/x')).toEqual([]);
  expect(queueInternals({ ready: [], later: ['a'] }, 'queue/x')).toEqual([{ label: 'x tries a again', input: { controller: 'x', work: 'retry', key: 'a' }, timer: true }]);
});

test('keys are taken in the order in which they came, unless the queue has none', () => {
  const [inOrder, inAnyOrder] = [emptyQueue, emptyQueueInAnyOrder].map((queue) => enqueue(enqueue(queue, ['b']), ['a']));
  const offered = (queue: typeof emptyQueue): readonly string[] => queueInternals(queue, 'queue/x').map(({ label }) => label);
  expect(offered(inOrder ?? emptyQueue)).toEqual(['x reconciles b']);
  expect(take(inOrder ?? emptyQueue, 'a')).toBeUndefined();
  expect(offered(inAnyOrder ?? emptyQueue)).toEqual(['x reconciles a', 'x reconciles b']);
  expect(take(inAnyOrder ?? emptyQueue, 'b')).toEqual({ ready: ['a'], later: [], anyOrder: true });
});
