import { describe, expect, it, test } from 'vitest';
import { renameInCluster } from '../../../model/cluster/rename.ts';

const names = new Map(
  [['node-1', 'node-2'], ['kubelet-node-1', 'kubelet-node-2'], ['system:node:node-1', 'system:node:node-2'], ['nodes-node-1', 'nodes-node-2'], ['10.244.0', '10.244.1']].flatMap(([a = '', b = '']) => [[a, b] as const, [b, a] as const]),
);

function exchanged(value: Parameters<typeof renameInCluster>[0]) {
  return renameInCluster(value, names);
}

describe('exchanging two nodes', () => {
  it.each([
    ['a name, a key, a part, an identifier', ['node-1', 'nodes/node-1', 'cache/nodes/node-2', '0.request/kubelet-node-1/1.status'], ['node-2', 'nodes/node-2', 'cache/nodes/node-1', '0.request/kubelet-node-2/1.status']],
    ['a user, a UID, an address, a text', ['system:node:node-1', 'nodes-node-1-3', '10.244.0.17', 'pod web runs on node-1.'], ['system:node:node-2', 'nodes-node-2-3', '10.244.1.17', 'pod web runs on node-2.']],
    ['the name of a property', { 'node-1': 1, 'node-2': { of: 'node-2' } }, { 'node-2': 1, 'node-1': { of: 'node-1' } }],
  ])('changes %s', (_, value, image) => {
    expect(exchanged(value)).toEqual(image);
    expect(exchanged(image)).toEqual(value);
  });

  it('leaves alone what only looks like a name: a UID of something else, a longer name, an address elsewhere', () => {
    const value = ['clusterroles-system:node-1', 'pods-node-1', 'node-10', 'my-node-1', 'node-1.example', '110.244.0.1', '10.244.0.1.1'];
    expect(exchanged(value)).toBe(value);
  });

  it('puts in order again what is sorted by name', () => {
    const node = (name: string) => ({ kind: 'Node', metadata: { name } });
    expect(exchanged({ items: [node('node-1'), node('node-2'), node('node-3')] })).toEqual({ items: [node('node-1'), node('node-2'), node('node-3')] });
    expect(exchanged({ objects: [node('node-1'), node('node-10')] })).toEqual({ objects: [node('node-10'), node('node-2')] });
    expect(exchanged(['10.244.0.5', '10.244.1.2'])).toEqual(['10.244.0.2', '10.244.1.5']);
    expect(exchanged({ later: ['node-1', 'node-3'], ready: ['node-1', 'node-2'] })).toEqual({ later: ['node-2', 'node-3'], ready: ['node-2', 'node-1'] });
    expect(exchanged({ anyOrder: true, ready: ['node-1', 'node-11'] })).toEqual({ anyOrder: true, ready: ['node-11', 'node-2'] });
  });

  test.each([
    ['node-1=4, node-2=1, node-3=2', 'node-1=1, node-2=4, node-3=2'],
    ['node-2=1, node-3=2, node-1=4 deleted', 'node-1=1, node-3=2, node-2=4 deleted'],
    ['cache of 0.informer/nodes: node-1=4, node-2=1', 'cache of 0.informer/nodes: node-1=1, node-2=4'],
  ])('of a place in a history: %s', (place, image) => {
    expect(exchanged(place)).toBe(image);
    expect(exchanged(image)).toBe(place);
  });
});
