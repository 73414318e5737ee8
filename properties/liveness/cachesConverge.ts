import type { StateView } from '../../model/kernel/index.ts';
import type { InformerState } from '../../model/components/client/informer.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import type { Node } from '../../model/objects/index.ts';
import type { ClusterLiveness, StoredObject } from '../cluster.ts';
import { fair } from './fairness.ts';

/** P47. Nobody keeps believing what is no longer so. */
export const cachesConverge: ClusterLiveness = {
  kind: 'liveness',
  name: 'caches-converge',
  statement: 'When nothing is written any more, every cache comes to hold what is stored, and nothing that is gone.',
  promise: 'P47',
  source: 'API concepts, "Efficient detection of changes"; client-go tools/cache/reflector.go; kubernetes#56261, kubernetes#55587',
  fairness: fair,
  missing: lag,
  // Some cache lags behind, or has lost its watch.
  premise: (state, shape) => lag(state, shape) !== undefined,
};

/** The first cache that is not as what is stored. */
function lag(state: StateView, shape: ClusterShape): string | undefined {
  for (const apiserver of shape.apiservers) {
    for (const part of state.keys(apiserver, 'watchcache/')) {
      const why = difference(state, shape, apiserver, part.slice('watchcache/'.length), state.get(apiserver, part) === 'watching');
      if (why !== undefined) return why;
    }
  }
  for (const client of clientsOf(shape)) {
    for (const part of state.keys(client, 'informer/')) {
      const { phase } = state.get(client, part) as unknown as InformerState;
      const why = difference(state, shape, client, part.slice('informer/'.length), phase === 'watching');
      if (why !== undefined) return why;
    }
  }
  return undefined;
}

function clientsOf({ schedulers, controllerManagers, nodes, dns, kubectlGet }: ClusterShape): readonly string[] {
  return [...schedulers, ...controllerManagers, ...nodes.flatMap(({ kubelet, kubeProxy }) => [kubelet, kubeProxy]), dns, kubectlGet];
}

function difference(state: StateView, shape: ClusterShape, component: string, resource: string, watches: boolean): string | undefined {
  if (!watches) return `${component} does not watch ${resource}`;
  const node = shape.nodes.find(({ kubelet }) => kubelet === component)?.name;
  const keys = state.keys(shape.etcd, `${resource}/`).filter((key) => node === undefined || isOf(node, state.get(shape.etcd, key) as unknown as StoredObject));
  const cached = state.keys(component, `cache/${resource}/`).map((part) => part.slice('cache/'.length));
  const gone = cached.find((key) => state.get(shape.etcd, key) === undefined);
  if (gone !== undefined) return `the cache of ${component} still has ${gone}, which is gone`;
  const version = (of: string, part: string): string => (state.get(of, part) as unknown as StoredObject | undefined)?.metadata.resourceVersion ?? '';
  const stale = keys.find((key) => version(component, `cache/${key}`) !== version(shape.etcd, key));
  return stale && `the cache of ${component} does not have ${stale} as it is stored`;
}

/** A kubelet sees its own node, and the pods that are bound to it. */
function isOf(node: string, object: StoredObject): boolean {
  return object.kind === 'Node' ? object.metadata.name === node : (object as unknown as { readonly spec?: Node['spec'] & { readonly nodeName?: string } }).spec?.nodeName === node;
}
