import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { validateUpdate, type KubernetesObject, type PodSpec } from '../../../model/objects/index.ts';
import { object } from './arbitraries.ts';
import { container, decoded, pod } from './support.ts';

const complaints = (changed: KubernetesObject, old: KubernetesObject) => validateUpdate(changed, old).map(({ message }) => message);
const update = (before: Partial<PodSpec>, after: Partial<PodSpec>) => complaints(pod(after), pod(before));

describe('of a pod may change', () => {
  const slow = { key: 'slow', operator: 'Exists' } as const;
  const gate = (name: string) => ({ name: `example.com/${name}` });

  test('the image, a shorter deadline, more tolerations, fewer gates', () => {
    expect(update({}, { containers: [{ ...container, image: 'example.com/web:2' }] })).toEqual([]);
    expect(update({ activeDeadlineSeconds: 10 }, { activeDeadlineSeconds: 5 })).toEqual([]);
    expect(update({}, { tolerations: [slow] })).toEqual([]);
    expect(update({ schedulingGates: [gate('a'), gate('b')] }, { schedulingGates: [gate('b')] })).toEqual([]);
  });

  test('not the rest', () => {
    const forbidden = /^spec: Forbidden: pod updates may not change fields other than `spec.containers\[\*\].image`,/;
    for (const change of [{ nodeName: 'node-1' }, { restartPolicy: 'Never' }, { containers: [{ ...container, command: ['a'] }] }, { nodeSelector: { a: 'b' } }, { terminationGracePeriodSeconds: 1 }] as const) {
      expect(update({}, change)).toEqual([expect.stringMatching(forbidden)]);
    }
    expect(update({}, { containers: [container, { ...container, name: 'b' }] })).toEqual(['spec.containers: Forbidden: pod updates may not add or remove containers']);
  });

  test('nor what was promised', () => {
    expect(update({ activeDeadlineSeconds: 5 }, { activeDeadlineSeconds: 10 })).toEqual(['spec.activeDeadlineSeconds: Invalid value: 10: must be less than or equal to previous value']);
    expect(update({ activeDeadlineSeconds: 5 }, {})).toEqual(['spec.activeDeadlineSeconds: Invalid value: null: must not update from a positive integer to nil value']);
    expect(update({ tolerations: [slow] }, {})).toEqual(['spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds']);
    expect(update({}, { schedulingGates: [gate('a')] })).toEqual(["spec.schedulingGates[0].name: Forbidden: only deletion is allowed, but found new scheduling gate 'example.com/a'"]);
  });

  test('while it is gated, where it may go, made narrower', () => {
    const schedulingGates = [gate('a')];
    const term = (...zones: readonly string[]) => ({ nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: zones.map((zone) => ({ key: zone, operator: 'Exists' as const })) }] } } });
    expect(update({ schedulingGates }, { schedulingGates, nodeSelector: { a: 'b' }, affinity: term('a') })).toEqual([]);
    expect(update({ schedulingGates, affinity: term('a') }, { affinity: term('a', 'b') })).toEqual([]);
    expect(update({ schedulingGates, nodeSelector: { a: 'b' } }, { schedulingGates, nodeSelector: { a: 'c' } })).toEqual(['spec.nodeSelector: Invalid value: {"a":"c"}: only additions to spec.nodeSelector are allowed (no mutations or deletions)']);
    expect(update({ schedulingGates, affinity: term('a') }, { schedulingGates, affinity: term('b') })).toEqual([
      'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0]: Invalid value: {"matchExpressions":[{"key":"b","operator":"Exists"}]}: only additions are allowed (no mutations or deletions)',
    ]);
  });
});

describe('of any object', () => {
  test('identity never changes', () => {
    const old = pod({}, { uid: '1' });
    expect(complaints(pod({}, { uid: '2', name: 'db', namespace: 'shop' }), old)).toEqual(['metadata.name: Invalid value: "db": field is immutable', 'metadata.namespace: Invalid value: "shop": field is immutable', 'metadata.uid: Invalid value: "2": field is immutable']);
  });

  test('a deletion that has begun goes on, and nobody may hold it up any more', () => {
    const leaving = pod({}, { deletionTimestamp: '2030-01-01T00:00:00Z' });
    expect(complaints(pod(), leaving)).toEqual(['metadata.deletionTimestamp: Invalid value: "": field is immutable']);
    expect(complaints(pod({}, { ...leaving.metadata, finalizers: ['example.com/a'] }), leaving)).toEqual(['metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"example.com/a"}']);
  });

  test('labels and annotations may change', () => {
    expect(complaints(pod({}, { labels: { a: 'b' }, annotations: { c: 'd' } }), pod())).toEqual([]);
  });

  test('the selector of a workload, the role of a binding never', () => {
    const workload = (app: string) => decoded({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' }, spec: { selector: { matchLabels: { app } } } });
    expect(complaints(workload('b'), workload('a'))).toEqual(['spec.selector: Invalid value: {"matchLabels":{"app":"b"}}: field is immutable']);
    const binding = (name: string) => decoded({ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', metadata: { name: 'a' }, roleRef: { kind: 'Role', name } });
    expect(complaints(binding('b'), binding('a'))[0]).toMatch(/^roleRef: Invalid value: .*: field is immutable$/);
  });

  test('what changes nothing is allowed', () => {
    fc.assert(
      fc.property(object, (value) => {
        expect(validateUpdate(value, value)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
