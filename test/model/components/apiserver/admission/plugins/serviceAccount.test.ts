import { describe, expect, it } from 'vitest';
import type { Pod } from '../../../../../../model/objects/index.ts';
import { defaultNamespace, object, pod } from '../support.ts';
import { admission, admittedObject } from './support.ts';

const robot = object('ServiceAccount', 'robot', { imagePullSecrets: [{ name: 'registry' }] }, 'default');

describe('ServiceAccount', () => {
  it('gives a pod that names none the default account', () => {
    expect(admittedObject<Pod>({ object: pod('web') }).spec.serviceAccountName).toBe('default');
  });

  it("adds the account's image pull secrets, unless the pod has its own", () => {
    const cache = [defaultNamespace, robot];
    expect(admittedObject<Pod>({ object: pod('web', { serviceAccountName: 'robot' }), cache }).spec).toMatchObject({ serviceAccountName: 'robot', imagePullSecrets: [{ name: 'registry' }] });
    const own = pod('web', { serviceAccountName: 'robot', imagePullSecrets: [{ name: 'own' }] });
    expect(admittedObject<Pod>({ object: own, cache }).spec).toMatchObject({ imagePullSecrets: [{ name: 'own' }] });
  });

  it('looks an account up in etcd before it says that there is none', () => {
    const asked = { object: pod('web'), cache: [defaultNamespace] };
    expect(admission(asked)).toEqual({ kind: 'lookup', key: 'serviceaccounts/default/default' });
    expect(admission({ ...asked, live: { 'serviceaccounts/default/default': null } })).toEqual({
      kind: 'rejected',
      rejection: {
        code: 403,
        reason: 'Forbidden',
        message: 'pods "web" is forbidden: error looking up service account default/default: serviceaccount "default" not found',
      },
    });
  });

  it('does not look when a pod is only updated', () => {
    const web = pod('web');
    expect(admission({ object: web, old: web, request: { verb: 'update' }, cache: [defaultNamespace] }).kind).toBe('admitted');
  });

  it('admits a pod without an account when its guard is forced', () => {
    const asked = { object: pod('web'), cache: [defaultNamespace], live: { 'serviceaccounts/default/default': null } };
    expect(admission(asked, { mutants: { serviceAccountExists: true } }).kind).toBe('admitted');
  });
});
