import { describe, expect, it } from 'vitest';
import { defaultServiceAccount, object, pod } from '../support.ts';
import { admission } from './support.ts';

const web = pod('web');
const terminating = object('Namespace', 'default', { status: { phase: 'Terminating' } });

describe('NamespaceLifecycle', () => {
  it('looks a namespace up in etcd when the cache does not have it', () => {
    expect(admission({ object: web, cache: [defaultServiceAccount] })).toEqual({ kind: 'lookup', key: 'namespaces/default' });
  });

  it('goes on when etcd has it', () => {
    const live = { 'namespaces/default': object('Namespace', 'default', { status: { phase: 'Active' } }) };
    expect(admission({ object: web, cache: [defaultServiceAccount], live }).kind).toBe('admitted');
  });

  it.each(['create', 'update'] as const)('refuses to %s in a namespace that does not exist', (verb) => {
    const outcome = admission({ object: web, old: web, request: { verb }, cache: [defaultServiceAccount], live: { 'namespaces/default': null } });
    expect(outcome).toEqual({ kind: 'rejected', rejection: { code: 404, reason: 'NotFound', message: 'namespaces "default" not found' } });
  });

  it('refuses to create in a namespace that is being deleted', () => {
    expect(admission({ object: web, cache: [terminating] })).toEqual({
      kind: 'rejected',
      rejection: {
        code: 403,
        reason: 'Forbidden',
        message: 'pods "web" is forbidden: unable to create new content in namespace default because it is being terminated',
        causes: ['NamespaceTerminating'],
      },
    });
  });

  it('names a pod whose name is still to be generated after what it begins with', () => {
    const generated = pod('', {}, { generateName: 'web-' });
    expect(admission({ object: generated, cache: [terminating] })).toMatchObject({ rejection: { message: expect.stringContaining('pods "web-" is forbidden') as string } });
  });

  it.each(['update', 'delete'] as const)('allows to %s in a namespace that is being deleted', (verb) => {
    expect(admission({ object: web, old: web, request: { verb }, cache: [terminating] }).kind).toBe('admitted');
  });

  it('always allows deletion, even without the namespace', () => {
    expect(admission({ object: web, request: { verb: 'delete' }, cache: [] }).kind).toBe('admitted');
  });

  it('leaves objects outside namespaces alone', () => {
    expect(admission({ object: object('Node', 'node-1'), request: { resource: 'nodes', namespace: undefined }, cache: [] }).kind).toBe('admitted');
  });

  it('does not let the namespaces of the cluster itself be deleted', () => {
    const request = { verb: 'delete', resource: 'namespaces', namespace: undefined } as const;
    expect(admission({ object: terminating, request })).toMatchObject({ rejection: { code: 403, message: 'namespaces "default" is forbidden: this namespace may not be deleted' } });
    expect(admission({ object: object('Namespace', 'mine'), request }).kind).toBe('admitted');
  });

  it('creates in a terminating or missing namespace when its guards are forced', () => {
    expect(admission({ object: web, cache: [terminating, defaultServiceAccount] }, { mutants: { namespaceIsActive: true } }).kind).toBe('admitted');
    expect(admission({ object: web, cache: [defaultServiceAccount], live: { 'namespaces/default': null } }, { mutants: { namespaceExists: true } }).kind).toBe('admitted');
  });
});
