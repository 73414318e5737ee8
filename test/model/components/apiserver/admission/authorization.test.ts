import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApiRequest } from '../../../../../model/components/client/protocol.ts';
import { authenticate, authorize, type UserInfo } from '../../../../../model/components/apiserver/admission/index.ts';
import { ruleAllows } from '../../../../../model/components/apiserver/admission/rbac.ts';
import { bootstrapObjects } from '../../../../../model/components/apiserver/bootstrap/index.ts';
import type { KubernetesObject, PolicyRule } from '../../../../../model/objects/index.ts';
import { cachesOf, inStep, object } from './support.ts';

const jane: UserInfo = { name: 'jane', groups: ['developers', 'system:authenticated'] };

function ask(user: UserInfo, request: Partial<ApiRequest>, objects: readonly KubernetesObject[]) {
  const full: ApiRequest = { type: 'request', id: '0.test', user: user.name, verb: 'get', resource: 'pods', namespace: 'default', ...request };
  return inStep((step) => authorize(step, cachesOf(objects), user, full)).result;
}

function role(kind: 'Role' | 'ClusterRole', rules: readonly PolicyRule[]): KubernetesObject {
  return object(kind, 'reader', { rules }, kind === 'Role' ? 'default' : undefined);
}

function binding(kind: 'RoleBinding' | 'ClusterRoleBinding', roleKind: 'Role' | 'ClusterRole', subject: object): KubernetesObject {
  return object(kind, 'readers', { roleRef: { kind: roleKind, name: 'reader' }, subjects: [subject] }, kind === 'RoleBinding' ? 'default' : undefined);
}

const readPods: PolicyRule = { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] };
const userJane = { kind: 'User', name: 'jane' };

describe('authorization', () => {
  describe('says no in the words of Kubernetes', () => {
    it('in a namespace', () => {
      expect(ask(jane, { verb: 'create' }, [])).toEqual({
        code: 403,
        reason: 'Forbidden',
        message: 'pods is forbidden: User "jane" cannot create resource "pods" in API group "" in the namespace "default"',
      });
    });

    it('of a named object of a group, at the cluster scope', () => {
      expect(ask(jane, { verb: 'delete', resource: 'clusterroles', namespace: undefined, name: 'x' }, [])?.message).toBe(
        'clusterroles.rbac.authorization.k8s.io "x" is forbidden: User "jane" cannot delete resource "clusterroles" in API group "rbac.authorization.k8s.io" at the cluster scope',
      );
    });

    it('of a subresource', () => {
      expect(ask(jane, { verb: 'create', subresource: 'binding', name: 'web' }, [])?.message).toBe(
        'pods "web" is forbidden: User "jane" cannot create resource "pods/binding" in API group "" in the namespace "default"',
      );
    });
  });

  it.each<[string, object, boolean]>([
    ['a user by name', userJane, true],
    ['another user', { kind: 'User', name: 'joe' }, false],
    ['a group', { kind: 'Group', name: 'developers' }, true],
    ['everybody who is authenticated', { kind: 'Group', name: 'system:authenticated' }, true],
    ['a service account, who is somebody else', { kind: 'ServiceAccount', name: 'jane', namespace: 'default' }, false],
  ])('binds %s', (_, subject, allowed) => {
    const objects = [role('ClusterRole', [readPods]), binding('ClusterRoleBinding', 'ClusterRole', subject)];
    expect(ask(jane, {}, objects) === undefined).toBe(allowed);
  });

  it('binds a service account of the namespace of the binding', () => {
    const robot: UserInfo = { name: 'system:serviceaccount:default:robot', groups: [] };
    expect(ask(robot, {}, [role('Role', [readPods]), binding('RoleBinding', 'Role', { kind: 'ServiceAccount', name: 'robot' })])).toBeUndefined();
  });

  it('keeps a RoleBinding to its namespace, even if it refers to a ClusterRole', () => {
    const objects = [role('ClusterRole', [readPods]), binding('RoleBinding', 'ClusterRole', userJane)];
    expect(ask(jane, {}, objects)).toBeUndefined();
    expect(ask(jane, { namespace: 'other' }, objects)).toBeDefined();
    expect(ask(jane, { namespace: undefined }, objects)).toBeDefined();
  });

  it('gives nothing for a binding to a role that does not exist', () => {
    expect(ask(jane, {}, [binding('ClusterRoleBinding', 'ClusterRole', userJane)])).toBeDefined();
  });

  it('lets system:masters pass whatever the roles say', () => {
    expect(ask({ name: 'root', groups: ['system:masters'] }, { verb: 'delete' }, [])).toBeUndefined();
  });

  describe('a rule', () => {
    const all: PolicyRule = { apiGroups: ['*'], resources: ['*'], verbs: ['*'] };
    const binds = { verb: 'create', apiGroup: '', resource: 'pods/binding', name: 'web' };
    it.each<[string, PolicyRule, boolean]>([
      ['of everything covers subresources', all, true],
      ['of pods does not cover pods/binding', { ...all, resources: ['pods'] }, false],
      ['of pods/binding covers it', { ...all, resources: ['pods/binding'] }, true],
      ['of */binding covers it', { ...all, resources: ['*/binding'] }, true],
      ['of another verb does not', { ...all, verbs: ['get'] }, false],
      ['of another group does not', { ...all, apiGroups: ['apps'] }, false],
      ['of this name does', { ...all, resourceNames: ['web'] }, true],
      ['of another name does not', { ...all, resourceNames: ['db'] }, false],
    ])('%s', (_, rule, allowed) => {
      expect(ruleAllows(rule, binds)).toBe(allowed);
    });

    it('with names never covers what has no name yet', () => {
      expect(ruleAllows({ ...all, resourceNames: ['web'] }, { ...binds, name: undefined })).toBe(false);
    });
  });

  it('is monotone: another rule never takes a permission away', () => {
    const some = <T>(...values: readonly T[]) => fc.subarray([...values], { minLength: 1 });
    const rule: fc.Arbitrary<PolicyRule> = fc.record(
      { apiGroups: some('', 'apps', '*'), resources: some('pods', 'pods/status', 'deployments', '*'), verbs: some('get', 'create', '*'), resourceNames: fc.subarray(['web', 'db']) },
      { requiredKeys: ['apiGroups', 'resources', 'verbs'] },
    );
    const request: fc.Arbitrary<Partial<ApiRequest>> = fc.record({ verb: fc.constantFrom('get' as const, 'create' as const, 'delete' as const), resource: fc.constantFrom('pods', 'deployments', 'nodes'), name: fc.constantFrom('web', 'db') });
    const allowed = (rules: readonly PolicyRule[], asked: Partial<ApiRequest>) =>
      ask(jane, asked, [role('ClusterRole', rules), binding('ClusterRoleBinding', 'ClusterRole', userJane)]) === undefined;
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 3 }), rule, request, (rules, more, asked) => {
        if (allowed(rules, asked)) expect(allowed([more, ...rules], asked)).toBe(true);
      }),
    );
  });
});

describe('the roles of a new cluster', () => {
  const cluster = bootstrapObjects();

  function may(userName: string, what: string): boolean {
    const [verb, resource, subresource] = what.split(/[ /]/);
    const { result } = inStep((step) => authenticate(step, cachesOf(cluster), userName));
    if (!('user' in result)) throw new Error(`${userName} is unknown`);
    const namespaced = !['nodes', 'namespaces'].includes(String(resource));
    const request = { verb, resource, ...(subresource && { subresource, name: 'x' }), namespace: namespaced ? 'default' : undefined };
    return ask(result.user, request as Partial<ApiRequest>, cluster) === undefined;
  }

  it.each([
    ['kubernetes-admin', ['create pods', 'delete namespaces', 'create pods/binding'], []],
    ['system:kube-scheduler', ['create pods/binding', 'patch pods/status', 'watch pods', 'delete pods', 'watch nodes', 'update leases'], ['create pods', 'update pods', 'update nodes', 'create deployments']],
    ['system:kube-controller-manager', ['create pods', 'update replicasets/status', 'delete pods', 'update resourcequotas/status'], []],
    ['system:node:node-1', ['watch pods', 'patch pods/status', 'delete pods', 'create nodes', 'patch nodes/status', 'update leases', 'create pods'], ['create pods/binding', 'update pods', 'delete nodes', 'create deployments']],
    ['system:kube-proxy', ['watch services', 'watch endpointslices', 'watch nodes'], ['create pods', 'watch secrets']],
    ['system:dns', ['watch services', 'watch endpointslices'], ['watch secrets', 'create pods']],
    ['system:serviceaccount:default:default', [], ['get pods', 'create pods']],
  ])('%s', (user, allowed, denied) => {
    expect(allowed.filter((what) => !may(user, what))).toEqual([]);
    expect(denied.filter((what) => may(user, what))).toEqual([]);
  });
});
