import { describe, expect, it } from 'vitest';
import { admissionGuards, admissionPlugins } from '../../../../../model/components/apiserver/admission/index.ts';
import type { Pod } from '../../../../../model/objects/index.ts';
import { admission, admittedObject } from './plugins/support.ts';
import { defaultNamespace, defaultServiceAccount, object, pod } from './support.ts';

describe('the chain of built-in plugins', () => {
  it('has the order of kube-apiserver', () => {
    expect(admissionPlugins.map(({ name }) => name)).toEqual([
      'NamespaceLifecycle',
      'LimitRanger',
      'ServiceAccount',
      'NodeRestriction',
      'TaintNodesByCondition',
      'Priority',
      'DefaultTolerationSeconds',
    ]);
  });

  it('ends with the first rejection: a missing namespace comes before an unknown priority class', () => {
    const asked = { object: pod('web', { priorityClassName: 'huge' }), cache: [defaultServiceAccount], live: { 'namespaces/default': null } };
    expect(admission(asked)).toMatchObject({ rejection: { code: 404 } });
  });

  it('hands the object from plugin to plugin', () => {
    const limits = object('LimitRange', 'limits', { spec: { limits: [{ type: 'Container', default: { cpu: '1' } }] } }, 'default');
    const { spec } = admittedObject<Pod>({ object: pod('web'), cache: [defaultNamespace, defaultServiceAccount, limits] });
    expect(spec).toMatchObject({ serviceAccountName: 'default', priority: 0, containers: [{ resources: { limits: { cpu: '1' } } }] });
    expect(spec.tolerations).toHaveLength(2);
  });

  it('changes nothing the second time, as reinvocation needs it', () => {
    const limits = object('LimitRange', 'limits', { spec: { limits: [{ type: 'Container', default: { cpu: '1' } }] } }, 'default');
    const cache = [defaultNamespace, defaultServiceAccount, limits];
    const once = admittedObject({ object: pod('web'), cache });
    expect(admittedObject({ object: once, cache })).toEqual(once);
  });

  it('does not concern itself with subresources of pods', () => {
    const binding = object('Binding', 'web', { target: { kind: 'Node', name: 'node-1' } }, 'default');
    expect(admittedObject({ object: binding, request: { subresource: 'binding', user: 'system:kube-scheduler' } })).toEqual(binding);
  });

  it('says of every guard what it protects', () => {
    expect(Object.values(admissionGuards).every((text) => /\(.+\)$/.test(text))).toBe(true);
  });
});
