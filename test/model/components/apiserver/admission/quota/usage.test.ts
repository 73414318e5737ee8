import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usageOf } from '../../../../../../model/components/apiserver/admission/index.ts';
import { chargeOf } from '../../../../../../model/components/apiserver/admission/quota/charge.ts';
import { add, exceeding, sameAmounts, subtract, withoutZeros } from '../../../../../../model/components/apiserver/admission/quota/resourceList.ts';
import { contextOf, inStep, object, pod } from '../support.ts';
import { podOf } from './support.ts';

const container = (name: string, cpu: string, rest: object = {}) => ({ name, image: 'x', resources: { requests: { cpu } }, ...rest });

describe('what an object uses', () => {
  it('of a pod: its requests and limits, and itself', () => {
    expect(usageOf(podOf('web', { cpu: '400m', memory: '600Mi' }, { memory: '800Mi' }))).toEqual({
      'count/pods': '1', 'pods': '1', 'cpu': '400m', 'requests.cpu': '400m', 'memory': '600Mi', 'requests.memory': '600Mi', 'limits.memory': '800Mi',
    });
  });

  it('of several containers: the sum', () => {
    expect(usageOf(pod('web', { containers: [container('a', '400m'), container('b', '600m')] }))).toMatchObject({ 'requests.cpu': '1' });
  });

  it('with init containers: the most that is needed at a time', () => {
    expect(usageOf(pod('web', { containers: [container('a', '1')], initContainers: [container('i', '3'), container('j', '2')] }))).toMatchObject({ 'requests.cpu': '3' });
    const sidecar = container('s', '1', { restartPolicy: 'Always' });
    expect(usageOf(pod('web', { containers: [container('a', '1')], initContainers: [sidecar, container('i', '3')] }))).toMatchObject({ 'requests.cpu': '4' });
    expect(usageOf(pod('web', { containers: [container('a', '1')], initContainers: [sidecar] }))).toMatchObject({ 'requests.cpu': '2' });
  });

  it('of a finished pod: only its number', () => {
    expect(usageOf(object('Pod', 'web', { spec: { containers: [] }, status: { phase: 'Succeeded' } }))).toEqual({ 'count/pods': '1' });
  });

  it('of others: their number, by group', () => {
    expect(usageOf(object('Service', 'web'))).toEqual({ 'count/services': '1', 'services': '1' });
    expect(usageOf(object('Deployment', 'web'))).toEqual({ 'count/deployments.apps': '1' });
    const claim = object('PersistentVolumeClaim', 'data', { spec: { resources: { requests: { storage: '1Gi' } } } });
    expect(usageOf(claim)).toEqual({ 'count/persistentvolumeclaims': '1', 'persistentvolumeclaims': '1', 'requests.storage': '1Gi' });
  });
});

describe('the charge of an update', () => {
  const amounts = fc.record({ cpu: fc.integer({ min: 0, max: 5000 }), memory: fc.integer({ min: 0, max: 5000 }) });
  const podWith = ({ cpu, memory }: { readonly cpu: number; readonly memory: number }) => podOf('web', { cpu: `${cpu}m`, memory: `${memory}Mi` });
  const charge = (before: Parameters<typeof podWith>[0], after: Parameters<typeof podWith>[0]) =>
    inStep((step) => chargeOf(contextOf(step, { object: podWith(after), old: podWith(before), request: { verb: 'update' } }))).result?.usage ?? {};

  it('is what it adds, resource by resource, and never less than nothing', () => {
    fc.assert(
      fc.property(amounts, amounts, (before, after) => {
        const expected = { 'cpu': `${Math.max(0, after.cpu - before.cpu)}m`, 'requests.cpu': `${Math.max(0, after.cpu - before.cpu)}m`, 'memory': `${Math.max(0, after.memory - before.memory)}Mi`, 'requests.memory': `${Math.max(0, after.memory - before.memory)}Mi` };
        expect(sameAmounts(charge(before, after), expected)).toBe(true);
      }),
    );
  });

  it('is nothing if nothing changes', () => {
    fc.assert(fc.property(amounts, (same) => {
      expect(charge(same, same)).toEqual({});
    }));
  });
});

describe('lists of resources', () => {
  const list = fc.dictionary(fc.constantFrom('cpu', 'memory', 'pods'), fc.tuple(fc.nat(4096), fc.constantFrom('', 'm', 'k', 'Ki', 'Mi')).map(([amount, suffix]) => `${amount}${suffix}`), { noNullPrototype: true });

  it('are added and subtracted exactly', () => {
    fc.assert(fc.property(list, list, (a, b) => {
      expect(sameAmounts(subtract(add(a, b), b), a)).toBe(true);
    }));
    fc.assert(fc.property(list, list, (a, b) => {
      expect(sameAmounts(add(a, b), add(b, a))).toBe(true);
    }));
  });

  it('never exceed a limit that they have something left of', () => {
    fc.assert(fc.property(list, list, (a, b) => {
      expect(exceeding(a, add(a, b))).toEqual([]);
    }));
  });

  it('count zero as nothing', () => {
    fc.assert(fc.property(list, (a) => {
      expect(sameAmounts(withoutZeros(a), a)).toBe(true);
    }));
  });
});
