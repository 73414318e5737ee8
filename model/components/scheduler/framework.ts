import type { Check, GuardTable } from '../../kernel/component.ts';
import type { Node, Pod } from '../../objects/index.ts';
import type { ClusterEvent } from './clusterEvents.ts';
import type { VolumeView } from './volumes.ts';

/** A node and the pods that count on it: bound or assumed. */
export interface NodeInfo {
  readonly node: Node;
  readonly pods: readonly Pod[];
}

/** What one scheduling cycle sees; it does not change while the cycle lasts (pkg/scheduler/backend/cache/snapshot.go). */
export interface Snapshot {
  /** By name. */
  readonly nodes: readonly NodeInfo[];
  readonly volumes: VolumeView;
  /** Labels of the namespaces, for affinity terms that select namespaces. */
  readonly namespaces: { readonly [name: string]: { readonly [label: string]: string } };
}

/** Decides whether a pod may go to a node. */
export interface FilterPlugin {
  readonly name: string;
  /** The guard that it is: true = this node will do. */
  readonly guard: string;
  /** What the guard protects, with its source. */
  readonly protects: string;
  /** Cluster events after which a pod that it rejected may fit (EventsToRegister). */
  readonly events: readonly ClusterEvent[];
  /** A reason why no node at all will do. */
  preFilter?(pod: Pod, snapshot: Snapshot): string | undefined;
  /** Why this node will not do, in Kubernetes' words; empty = it will. */
  filter(pod: Pod, node: NodeInfo, snapshot: Snapshot): readonly string[];
}

/** Ranks the nodes that passed the filters. */
export interface ScorePlugin {
  readonly name: string;
  readonly weight: number;
  /** Normalised scores, 0 to 100, of the feasible nodes, in their order. */
  score(pod: Pod, feasible: readonly NodeInfo[], snapshot: Snapshot): readonly number[];
}

export interface Verdict {
  readonly feasible: readonly string[];
  /** Node -> reasons. */
  readonly rejected: { readonly [node: string]: readonly string[] };
  /** The plugins that rejected any node, sorted. */
  readonly rejectedBy: readonly string[];
  /** Present when no node was looked at. */
  readonly preFilter?: string;
}

/** A node's first rejection counts: later plugins do not look at it (framework.go RunFilterPlugins). */
export function runFilters(plugins: readonly FilterPlugin[], check: Check, pod: Pod, snapshot: Snapshot): Verdict {
  for (const plugin of plugins) {
    const reason = plugin.preFilter?.(pod, snapshot);
    if (plugin.preFilter !== undefined && !check(plugin.guard, reason === undefined)) {
      return { feasible: [], rejected: {}, rejectedBy: [plugin.name], preFilter: reason ?? rejection(plugin) };
    }
  }
  const feasible: string[] = [];
  const rejected: { [node: string]: readonly string[] } = {};
  const rejectedBy = new Set<string>();
  for (const info of snapshot.nodes) {
    const name = info.node.metadata.name;
    const found = firstRejection(plugins, check, pod, info, snapshot);
    if (found === undefined) feasible.push(name);
    else {
      rejected[name] = found.reasons;
      rejectedBy.add(found.plugin.name);
    }
  }
  return { feasible, rejected, rejectedBy: [...rejectedBy].sort() };
}

function firstRejection(plugins: readonly FilterPlugin[], check: Check, pod: Pod, info: NodeInfo, snapshot: Snapshot) {
  for (const plugin of plugins) {
    const reasons = plugin.filter(pod, info, snapshot);
    if (!check(plugin.guard, reasons.length === 0)) return { plugin, reasons: reasons.length > 0 ? reasons : [rejection(plugin)] };
  }
  return undefined;
}

function rejection(plugin: FilterPlugin): string {
  return `node(s) were rejected by ${plugin.name}`;
}

/** Weighted sums of the plugins' scores (framework.go RunScorePlugins). */
export function runScores(plugins: readonly ScorePlugin[], pod: Pod, feasible: readonly NodeInfo[], snapshot: Snapshot): { readonly [node: string]: number } {
  const perPlugin = plugins.map((plugin) => plugin.score(pod, feasible, snapshot).map((score) => score * plugin.weight));
  return Object.fromEntries(feasible.map((info, index) => [info.node.metadata.name, perPlugin.reduce((sum, scores) => sum + (scores[index] ?? 0), 0)]));
}

/** Scales to 0..100 by the highest; reversed, the highest gets 0 (plugins/helper/normalize_score.go). */
export function normalize(scores: readonly number[], reverse = false): readonly number[] {
  const highest = Math.max(0, ...scores);
  if (highest === 0) return scores.map(() => (reverse ? 100 : 0));
  return scores.map((score) => Math.floor((100 * score) / highest)).map((score) => (reverse ? 100 - score : score));
}

export function filterGuards(plugins: readonly FilterPlugin[]): GuardTable {
  return Object.fromEntries(plugins.map((plugin) => [plugin.guard, plugin.protects]));
}
