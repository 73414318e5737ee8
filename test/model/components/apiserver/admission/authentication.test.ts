import { describe, expect, it } from 'vitest';
import { authenticate } from '../../../../../model/components/apiserver/admission/index.ts';
import { cachesOf, defaultServiceAccount, inStep, type Setting } from './support.ts';

function login(user: string, setting?: Setting) {
  return inStep((step) => authenticate(step, cachesOf([defaultServiceAccount]), user, [{ name: 'jane', groups: ['developers'] }]), setting).result;
}

describe('authentication', () => {
  it.each([
    ['kubernetes-admin', ['system:masters', 'system:authenticated']],
    ['system:kube-scheduler', ['system:authenticated']],
    ['system:kube-controller-manager', ['system:authenticated']],
    ['system:kube-proxy', ['system:authenticated']],
    ['system:dns', ['system:authenticated']],
    ['system:node:node-1', ['system:nodes', 'system:authenticated']],
    ['system:serviceaccount:default:default', ['system:serviceaccounts', 'system:serviceaccounts:default', 'system:authenticated']],
    ['jane', ['developers', 'system:authenticated']],
  ])('knows %s and their groups', (name, groups) => {
    expect(login(name)).toEqual({ user: { name, groups } });
  });

  it.each(['system:anonymous', 'nobody', '', 'system:node:', 'system:serviceaccount:default:missing', 'system:serviceaccount:default', 'toString'])('answers 401 to %j', (name) => {
    expect(login(name)).toEqual({ rejection: { code: 401, reason: 'Unauthorized', message: 'Unauthorized' } });
  });

  it('lets strangers in when the guard is forced', () => {
    expect(login('nobody', { mutants: { userIsAuthenticated: true } })).toEqual({ user: { name: 'nobody', groups: ['system:authenticated'] } });
  });
});
