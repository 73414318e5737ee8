import { describe, expect, test } from 'vitest';
import { addResources, fits, insufficientResources, maxResources, podRequests, qosClassOf, subtractResources, type Container } from '../../../model/objects/index.ts';
import { container, pod } from './support.ts';

const asking = (name: string, cpu: string, more: Partial<Container> = {}): Container => ({ ...container, name, resources: { requests: { cpu } }, ...more });

describe('what the scheduler counts a pod as', () => {
  test('its containers together', () => {
    expect(podRequests(pod({ containers: [asking('a', '100m'), asking('b', '250m')] }))).toEqual({ cpu: '350m' });
  });

  test('the greediest init container, when that is more than all containers', () => {
    expect(podRequests(pod({ initContainers: [asking('i', '2'), asking('j', '3')], containers: [asking('a', '1')] }))).toEqual({ cpu: '3' });
    expect(podRequests(pod({ initContainers: [asking('i', '500m')], containers: [asking('a', '1')] }))).toEqual({ cpu: '1' });
  });

  test('sidecars run beside the containers, and beside the init containers that start after them', () => {
    const sidecar = asking('s', '1', { restartPolicy: 'Always' });
    expect(podRequests(pod({ initContainers: [sidecar, asking('i', '2')], containers: [asking('a', '1')] }))).toEqual({ cpu: '3' });
    expect(podRequests(pod({ initContainers: [asking('i', '2'), sidecar], containers: [asking('a', '1')] }))).toEqual({ cpu: '2' });
  });

  test('overhead comes on top, pod-level requests instead', () => {
    expect(podRequests(pod({ containers: [asking('a', '1')], overhead: { cpu: '250m', memory: '10Mi' } }))).toEqual({ cpu: '1250m', memory: '10Mi' });
    expect(podRequests(pod({ containers: [asking('a', '1')], resources: { requests: { cpu: '4' } } }))).toEqual({ cpu: '4' });
  });
});

test('a pod fits when there is enough of everything that it asks for', () => {
  expect(fits({ cpu: '1', memory: '1Gi' }, { cpu: '1', memory: '1024Mi', pods: '110' })).toBe(true);
  expect(insufficientResources({ cpu: '1001m', 'example.com/gpu': '1', memory: '0' }, { cpu: '1' })).toEqual(['cpu', 'example.com/gpu']);
  expect(fits({}, {})).toBe(true);
});

test('lists add, subtract and take the greater, resource by resource', () => {
  expect(addResources({ cpu: '1' }, { cpu: '500m', memory: '1Mi' })).toEqual({ cpu: '1500m', memory: '1Mi' });
  expect(subtractResources({ cpu: '1', pods: '2' }, { cpu: '2' })).toEqual({ cpu: '-1', pods: '2' });
  expect(maxResources({ cpu: '1', memory: '1Mi' }, { cpu: '999m', memory: '1M' })).toEqual({ cpu: '1', memory: '1Mi' });
});

describe('quality of service', () => {
  const all = { cpu: '1', memory: '1Gi' };
  test.each([
    ['BestEffort', undefined],
    ['Burstable', { requests: { cpu: '1' } }],
    ['Burstable', { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '2', memory: '1Gi' } }],
    ['Burstable', { limits: { cpu: '1' }, requests: { cpu: '1' } }],
    ['Guaranteed', { limits: all, requests: { cpu: '1000m', memory: '1024Mi' } }],
  ] as const)('%s', (qos, resources) => {
    expect(qosClassOf(pod({ containers: [{ ...container, ...(resources && { resources }) }] }))).toBe(qos);
  });

  test('one container without limits is enough to burst', () => {
    expect(qosClassOf(pod({ containers: [{ ...container, resources: { limits: all, requests: all } }, { ...container, name: 'b' }] }))).toBe('Burstable');
  });
});
