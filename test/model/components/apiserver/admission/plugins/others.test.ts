import { describe, expect, it } from 'vitest';
import type { Node, Pod } from '../../../../../../model/objects/index.ts';
import { defaultNamespace, defaultServiceAccount, object, pod } from '../support.ts';
import { admission, admittedObject } from './support.ts';

describe('DefaultTolerationSeconds', () => {
  const forMinutes = (key: string) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 });

  it('lets a pod stay five minutes on a node in trouble', () => {
    const { spec } = admittedObject<Pod>({ object: pod('web') });
    expect(spec.tolerations).toEqual([forMinutes('node.kubernetes.io/not-ready'), forMinutes('node.kubernetes.io/unreachable')]);
  });

  it("does not touch the pod's own tolerations", () => {
    const own = { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 };
    expect(admittedObject<Pod>({ object: pod('web', { tolerations: [own] }) }).spec.tolerations).toEqual([own, forMinutes('node.kubernetes.io/unreachable')]);
    expect(admittedObject<Pod>({ object: pod('web', { tolerations: [{ operator: 'Exists' }] }) }).spec.tolerations).toHaveLength(1);
  });

  it('adds nothing the second time', () => {
    const once = admittedObject<Pod>({ object: pod('web') });
    expect(admittedObject<Pod>({ object: once })).toEqual(once);
  });
});

describe('TaintNodesByCondition', () => {
  const request = { resource: 'nodes', namespace: undefined };
  const notReady = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' };

  it('keeps pods from a new node, and taints it once', () => {
    const once = admittedObject<Node>({ object: object('Node', 'node-1'), request });
    expect(once.spec?.taints).toEqual([notReady]);
    expect(admittedObject<Node>({ object: once, request })).toEqual(once);
  });

  it('does not taint a node that is only updated', () => {
    const node = object('Node', 'node-1');
    expect(admittedObject({ object: node, old: node, request: { ...request, verb: 'update' } })).toEqual(node);
  });
});

describe('NodeRestriction', () => {
  const user = 'system:node:node-1';
  const here = pod('web', { nodeName: 'node-1' });
  const there = pod('web', { nodeName: 'node-2' });
  const mirror = pod('web', { nodeName: 'node-1' }, { annotations: { 'kubernetes.io/config.mirror': 'x' } });
  const lease = (name: string, namespace: string) => ({ object: object('Lease', name, {}, namespace), request: { user, resource: 'leases', namespace } });
  const cache = [defaultNamespace, defaultServiceAccount, object('Namespace', 'kube-node-lease')];

  it.each([
    ['its own node', { object: object('Node', 'node-1'), request: { user, resource: 'nodes', namespace: undefined, verb: 'update' as const } }],
    ['the status of a pod bound to it', { object: here, old: here, request: { user, verb: 'patch' as const, subresource: 'status' as const } }],
    ['a pod bound to it, by deleting it', { object: here, request: { user, verb: 'delete' as const } }],
    ['its mirror pods', { object: mirror, request: { user } }],
    ['its lease', lease('node-1', 'kube-node-lease')],
  ])('lets a kubelet write %s', (_, asked) => {
    expect(admission({ ...asked, cache }).kind).toBe('admitted');
  });

  it.each([
    ['another node', { object: object('Node', 'node-2'), request: { user, resource: 'nodes', namespace: undefined, verb: 'update' as const } },
      'nodes "node-2" is forbidden: node "node-1" is not allowed to modify node "node-2"'],
    ["another node's pod", { object: there, old: there, request: { user, verb: 'patch' as const, subresource: 'status' as const } },
      'pods "web" is forbidden: node "node-1" can only update pod status for pods with spec.nodeName set to itself'],
    ["another node's pod, by deleting it", { object: there, request: { user, verb: 'delete' as const } },
      'pods "web" is forbidden: node "node-1" can only delete pods with spec.nodeName set to itself'],
    ['a pod of its own making', { object: here, request: { user } },
      'pods "web" is forbidden: pod does not have "kubernetes.io/config.mirror" annotation, node "node-1" can only create mirror pods'],
    ["another node's lease", lease('node-2', 'kube-node-lease'),
      'leases.coordination.k8s.io "node-2" is forbidden: can only access node lease with the same name as the requesting node'],
    ['leases elsewhere', lease('node-1', 'default'),
      'leases.coordination.k8s.io "node-1" is forbidden: can only access leases in the "kube-node-lease" system namespace'],
  ])('does not let it write %s', (_, asked, message) => {
    expect(admission({ ...asked, cache })).toEqual({ kind: 'rejected', rejection: { code: 403, reason: 'Forbidden', message } });
    expect(admission({ ...asked, cache }, { mutants: { kubeletKeepsToItsNode: true } }).kind).toBe('admitted');
  });
});
