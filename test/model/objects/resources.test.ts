import { expect, test } from 'vitest';
import { findResource, groupOf, isNamespaced, keyFor, keyOf, parseKey, resourceOf, resourceOfKind, resources, schemas } from '../../../model/objects/index.ts';
import { node, pod } from './support.ts';

test('every kind has one resource, and each name means one', () => {
  expect(resources.map(({ kind }) => kind).sort()).toEqual(Object.keys(schemas).sort());
  const names = resources.flatMap(({ resource, singular, shortNames }) => [...new Set([resource, singular, ...shortNames])]);
  expect(new Set(names).size).toBe(names.length);
});

test('kubectl finds a resource by plural, singular and short name, in any case', () => {
  for (const name of ['po', 'pod', 'Pod', 'PODS']) expect(findResource(name)?.kind).toBe('Pod');
  expect(findResource('pvc')?.resource).toBe('persistentvolumeclaims');
  expect(findResource('cronjob')).toBeUndefined();
  expect(resourceOf(pod())).toBe('pods');
  expect(() => resourceOfKind('constructor')).toThrow(TypeError);
});

test('keys: resource, namespace, name', () => {
  expect(keyOf(pod())).toBe('pods/default/web');
  expect(keyOf(pod({}, { namespace: 'shop' }))).toBe('pods/shop/web');
  expect(keyOf(node())).toBe('nodes/node-1');
  expect(keyFor('leases', undefined, 'l')).toBe('leases/default/l');
  expect(parseKey('pods/shop/web')).toEqual({ resource: 'pods', namespace: 'shop', name: 'web' });
  expect(parseKey('nodes/node-1')).toEqual({ resource: 'nodes', name: 'node-1' });
  for (const wrong of ['pods/web', 'nodes/a/b', '', 'pods//web', 'pods/a/b/c']) expect(parseKey(wrong)).toBeUndefined();
  expect([isNamespaced('pods'), isNamespaced('nodes')]).toEqual([true, false]);
  expect([groupOf('v1'), groupOf('apps/v1')]).toEqual(['', 'apps']);
});
