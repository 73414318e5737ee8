import type { KubernetesObject } from '../../objects/index.ts';
import type { KnownUser } from './admission/index.ts';

export interface ApiServerConfig {
  readonly name: string;
  /** The component that stores. */
  readonly etcd?: string;
  /** The resources that it serves and caches: each has a log of that name. */
  readonly resources: readonly string[];
  /** What etcd holds at the beginning, as stored (`storedObjects`); absent = a cold start. */
  readonly warm?: readonly KubernetesObject[];
  /** Users besides those that every cluster has. */
  readonly users?: readonly KnownUser[];
  /** Components that watch after they list; a list keeps their place in the history. Absent = all. */
  readonly watchers?: readonly string[];
  /** Marks the names that it generates, where a cluster has several API servers. */
  readonly nameSeries?: string;
}

export function etcdOf(config: ApiServerConfig): string {
  return config.etcd ?? 'etcd';
}

export function watches(config: ApiServerConfig, client: string): boolean {
  return config.watchers?.includes(client) ?? true;
}
