import { describe, expect, it } from 'vitest';
import { bootstrapObjects } from '../../../../../model/components/apiserver/bootstrap/index.ts';
import { keyOf } from '../../../../../model/objects/index.ts';

describe('a new cluster', () => {
  const keys = bootstrapObjects().map(keyOf);

  it('has every object once', () => {
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('has its namespaces, each with its default service account', () => {
    for (const namespace of ['default', 'kube-node-lease', 'kube-system']) {
      expect(keys).toContain(`namespaces/${namespace}`);
      expect(keys).toContain(`serviceaccounts/${namespace}/default`);
    }
  });

  it('has the system priority classes', () => {
    expect(keys).toContain('priorityclasses/system-cluster-critical');
    expect(keys).toContain('priorityclasses/system-node-critical');
  });

  it('binds every role that it has', () => {
    const roles = keys.filter((key) => key.startsWith('clusterroles/')).map((key) => key.replace('clusterroles/', ''));
    expect(keys.filter((key) => key.startsWith('clusterrolebindings/'))).toEqual(roles.map((role) => `clusterrolebindings/${role}`));
  });
});
