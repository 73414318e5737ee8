import { describe, expect, it } from 'vitest';
import type { Pod } from '../../../../../../model/objects/index.ts';
import { defaultNamespace, defaultServiceAccount, object, pod } from '../support.ts';
import { admission, admittedObject, validation } from './support.ts';

const high = object('PriorityClass', 'high', { value: 1000, preemptionPolicy: 'Never' });
const usual = object('PriorityClass', 'usual', { value: 10, globalDefault: true });
const cache = [defaultNamespace, defaultServiceAccount, high];

describe('Priority', () => {
  it('computes the priority from the class', () => {
    expect(admittedObject<Pod>({ object: pod('web', { priorityClassName: 'high' }), cache }).spec).toMatchObject({ priority: 1000, preemptionPolicy: 'Never', priorityClassName: 'high' });
  });

  it('is 0 without a class', () => {
    const { spec } = admittedObject<Pod>({ object: pod('web'), cache });
    expect(spec).toMatchObject({ priority: 0, preemptionPolicy: 'PreemptLowerPriority' });
    expect(spec).not.toHaveProperty('priorityClassName');
  });

  it('takes the default class for pods that name none; of two, the lower', () => {
    const lower = object('PriorityClass', 'lower', { value: 5, globalDefault: true });
    expect(admittedObject<Pod>({ object: pod('web'), cache: [...cache, usual] }).spec).toMatchObject({ priority: 10, priorityClassName: 'usual' });
    expect(admittedObject<Pod>({ object: pod('web'), cache: [...cache, usual, lower] }).spec).toMatchObject({ priority: 5, priorityClassName: 'lower' });
  });

  it('rejects an unknown class', () => {
    expect(admission({ object: pod('web', { priorityClassName: 'huge' }), cache })).toEqual({
      kind: 'rejected',
      rejection: { code: 403, reason: 'Forbidden', message: 'pods "web" is forbidden: no PriorityClass with name huge was found' },
    });
  });

  it('rejects a priority that the class does not give', () => {
    expect(admission({ object: pod('web', { priorityClassName: 'high', priority: 7 }), cache })).toMatchObject({
      rejection: {
        message:
          'pods "web" is forbidden: the integer value of priority (7) must not be provided in pod spec; priority admission controller computed 1000 from the given PriorityClass name',
      },
    });
  });

  it('accepts what it computed itself, as in a reinvocation', () => {
    const once = admittedObject<Pod>({ object: pod('web', { priorityClassName: 'high' }), cache });
    expect(admittedObject<Pod>({ object: once, cache })).toEqual(once);
  });

  it('keeps the priority in an update that leaves it out', () => {
    const asked = { object: pod('web'), old: pod('web', { priority: 1000 }), request: { verb: 'update' as const }, cache };
    expect(admittedObject<Pod>(asked).spec.priority).toBe(1000);
  });

  it('lets only one class be the default', () => {
    const second = object('PriorityClass', 'second', { value: 1, globalDefault: true });
    const request = { resource: 'priorityclasses', namespace: undefined };
    expect(validation({ object: second, request, cache: [usual] })).toEqual({
      code: 403,
      reason: 'Forbidden',
      message: 'priorityclasses.scheduling.k8s.io "second" is forbidden: PriorityClass usual is already marked as default. Only one default can exist',
    });
    expect(validation({ object: usual, old: usual, request: { ...request, verb: 'update' }, cache: [usual] })).toBeUndefined();
  });
});
