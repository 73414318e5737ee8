import { describe, expect, it } from 'vitest';
import type { KubernetesObject, Pod } from '../../../../../../model/objects/index.ts';
import { defaultNamespace, defaultServiceAccount, object, pod } from '../support.ts';
import { admittedObject, validation } from './support.ts';

function range(...limits: readonly object[]): readonly KubernetesObject[] {
  return [defaultNamespace, defaultServiceAccount, object('LimitRange', 'limits', { spec: { limits } }, 'default')];
}

function podWith(resources?: object): KubernetesObject {
  return pod('web', { containers: [{ name: 'web', image: 'nginx', ...(resources && { resources }) }] });
}

describe('LimitRanger', () => {
  describe('sets defaults', () => {
    const cache = range({ type: 'Container', default: { cpu: '500m', memory: '512Mi' }, defaultRequest: { memory: '256Mi' } });

    it('for containers that say nothing, and says so', () => {
      const { metadata, spec } = admittedObject<Pod>({ object: podWith(), cache });
      expect(spec.containers[0]?.resources).toEqual({ requests: { cpu: '500m', memory: '256Mi' }, limits: { cpu: '500m', memory: '512Mi' } });
      expect(metadata.annotations).toEqual({ 'kubernetes.io/limit-ranger': 'LimitRanger plugin set: cpu, memory request for container web; cpu, memory limit for container web' });
    });

    it('but not over what containers say', () => {
      const own = { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '1', memory: '1Gi' } };
      const admitted = admittedObject<Pod>({ object: podWith(own), cache });
      expect(admitted.spec.containers[0]?.resources).toEqual(own);
      expect(admitted.metadata.annotations).toBeUndefined();
    });

    it('from the maximum when there is no default', () => {
      const admitted = admittedObject<Pod>({ object: podWith(), cache: range({ type: 'Container', max: { cpu: '800m' }, min: { cpu: '200m' } }) });
      expect(admitted.spec.containers[0]?.resources).toEqual({ requests: { cpu: '800m' }, limits: { cpu: '800m' } });
    });

    it('for init containers, too', () => {
      const withInit = pod('web', { initContainers: [{ name: 'init', image: 'busybox' }] });
      const admitted = admittedObject<Pod>({ object: withInit, cache });
      expect(admitted.spec.initContainers?.[0]?.resources).toMatchObject({ limits: { cpu: '500m' } });
      expect(admitted.metadata.annotations?.['kubernetes.io/limit-ranger']).toContain('cpu, memory limit for init container init');
    });
  });

  describe('keeps pods within limits', () => {
    const small = { requests: { cpu: '100m' }, limits: { cpu: '200m' } };
    it.each<[string, object, object | undefined, string | undefined]>([
      ['all is well', { type: 'Container', min: { cpu: '100m' }, max: { cpu: '200m' }, maxLimitRequestRatio: { cpu: '2' } }, small, undefined],
      ['too little is requested', { type: 'Container', min: { cpu: '150m' } }, small, 'minimum cpu usage per Container is 150m, but request is 100m'],
      ['nothing is requested', { type: 'Container', min: { cpu: '150m' } }, undefined, 'minimum cpu usage per Container is 150m.  No request is specified'],
      ['the limit is too high', { type: 'Container', max: { cpu: '150m' } }, small, 'maximum cpu usage per Container is 150m, but limit is 200m'],
      ['there is no limit', { type: 'Container', max: { cpu: '150m' } }, { requests: { cpu: '1' } }, 'maximum cpu usage per Container is 150m.  No limit is specified'],
      ['the ratio is too high', { type: 'Container', maxLimitRequestRatio: { cpu: '1500m' } }, small, 'cpu max limit to request ratio per Container is 1500m, but provided ratio is 2.000000'],
      ['the pod as a whole wants too much', { type: 'Pod', max: { cpu: '150m' } }, small, 'maximum cpu usage per Pod is 150m, but limit is 200m'],
      ['several things are wrong', { type: 'Container', min: { cpu: '150m' }, max: { cpu: '150m' } }, small,
        '[minimum cpu usage per Container is 150m, but request is 100m, maximum cpu usage per Container is 150m, but limit is 200m]'],
    ])('when %s', (_, limit, resources, message) => {
      const rejection = validation({ object: podWith(resources), cache: range(limit) });
      expect(rejection).toEqual(message && { code: 403, reason: 'Forbidden', message: `pods "web" is forbidden: ${message}` });
    });

    it('sums up the containers of a pod', () => {
      const two = pod('web', { containers: [{ name: 'a', image: 'a', resources: small }, { name: 'b', image: 'b', resources: small }] });
      expect(validation({ object: two, cache: range({ type: 'Pod', max: { cpu: '300m' } }) })?.message).toContain('maximum cpu usage per Pod is 300m, but limit is 400m');
    });

    it('unless its guard is forced', () => {
      const cache = range({ type: 'Container', min: { cpu: '150m' } });
      expect(validation({ object: podWith(small), cache }, { mutants: { withinLimitRange: true } })).toBeUndefined();
    });
  });
});
