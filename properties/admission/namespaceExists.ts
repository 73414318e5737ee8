import type { ClusterInvariant } from '../cluster.ts';

/** P14, in part: nothing of a model's cluster empties a namespace, so it never goes while something is in it. */
export const namespaceExists: ClusterInvariant = {
  kind: 'invariant',
  name: 'namespace-exists',
  statement: 'A pod is stored only in a namespace that exists.',
  promise: 'P14',
  source: 'NamespaceLifecycle admission plugin (apiserver pkg/admission/plugin/namespace/lifecycle/admission.go); kubernetes#22045, kubernetes#43806',
  violation(state, { etcd }) {
    for (const key of state.keys(etcd, 'pods/')) {
      const namespace = key.split('/')[1] ?? '';
      if (state.get(etcd, `namespaces/${namespace}`) === undefined) return `${key} is stored, and there is no namespace ${namespace}`;
    }
    return undefined;
  },
  premise: (state, { etcd }) => state.keys(etcd, 'pods/').length > 0,
};
