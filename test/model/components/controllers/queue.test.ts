import { expect, test } from 'vitest';
import { emptyQueue, enqueue, finish, queueInternals, take } from '../../../../model/components/controllers/queue.ts';

test('a key waits once, however often it is put in; a new event ends its back-off', () => {
  expect(enqueue({ ready: ['b'], later: ['a'] }, ['a', 'b', 'a'])).toEqual({ ready: ['b', 'a'], later: [] });
});

test('a key that comes in while it is worked on is worked on again afterwards', () => {
  const active = { key: 'a', memory: null, waiting: [] };
  const busy = enqueue({ ...emptyQueue, active }, ['a']);
  expect(take(busy)).toBeUndefined();
  expect(finish(busy, 'a', true)).toEqual({ ready: ['a'], later: [] });
});

test('a key that failed at once comes back as one that failed after a while', () => {
  const taken = take(enqueue(emptyQueue, ['a']));
  expect(taken && finish(taken.queue, taken.key, true)).toEqual({ ready: [], later: ['a'] });
  expect(taken && finish(taken.queue, taken.key, false)).toEqual(emptyQueue);
});

test('an idle queue has no work; what waits out a back-off is a timer', () => {
  expect(queueInternals(emptyQueue, 'queue/x')).toEqual([]);
  expect(queueInternals({ ready: [], later: ['a'] }, 'queue/x')).toEqual([{ label: 'x tries a again', input: { controller: 'x', work: 'retry', key: 'a' }, timer: true }]);
});
