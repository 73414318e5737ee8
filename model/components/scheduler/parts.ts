import type { View } from '../../kernel/component.ts';
import type { ChartState } from '../../kernel/statechart.ts';
import type { Step } from '../../kernel/step.ts';
import type { Pod } from '../../objects/index.ts';
import type { ClientIdentity } from '../client/client.ts';
import type { InformerConfig } from '../client/informer.ts';
import type { NewRequest } from '../client/protocol.ts';
import type { ElectionConfig } from '../controllers/leaderElection.ts';
import type { CycleContext } from './schedulingCycle.ts';

/** `queue/<namespace>/<name>`: a pod that waits to be scheduled, in exactly one of the queues. */
export type QueuedPod = {
  readonly at: 'active' | 'backoff' | 'unschedulable' | 'gated';
  readonly uid: string;
  readonly priority: number;
  /** Of an unschedulable pod: the plugins that rejected it. */
  readonly rejectedBy?: readonly string[];
  /** Of an unschedulable pod: an event that may help was lost; only the periodic flush can wake it. */
  readonly lostWakeup?: true;
};

/** `assumed/<namespace>/<name>`: a pod that counts on a node although no watch has shown it bound yet. */
export type AssumedPod = {
  readonly uid: string;
  readonly node: string;
  /** `binding`: its bind is not confirmed; `bound`: it is, the informer will show it. */
  readonly phase: 'binding' | 'bound';
  /** The pod as the cache counts it: what it asks for does not change while it is assumed. */
  readonly pod: Pod;
};

/** `cycle/<namespace>/<name>`: an attempt under way, a snapshot of the machine in schedulingCycle.ts. */
export type CycleState = ChartState & { readonly context: CycleContext };

/** `volumes/<namespace>/<name>`: what VolumeBinding decided for an attempt; PreBind writes it in this order. */
export type PodVolumes = { readonly writes: readonly NewRequest[] };

/** `reporting/<namespace>/<name>`: a status patch under way and the one that waits for it. */
export type Reporting = { readonly sent: ScheduledCondition; readonly next?: ScheduledCondition };

/** The condition PodScheduled=False. */
export type ScheduledCondition = { readonly reason: 'Unschedulable' | 'SchedulerError'; readonly message: string };

export interface SchedulerConfig {
  readonly name: string;
  readonly identity: ClientIdentity;
  readonly informers: InformerConfig;
  readonly schedulerName: string;
  readonly election: ElectionConfig | undefined;
}

/** `default/web`: names a pod's parts. */
export function podName(pod: Pod): string {
  return `${pod.metadata.namespace ?? 'default'}/${pod.metadata.name}`;
}

export function cachedPod(view: View, name: string): Pod | undefined {
  return view.get(`cache/pods/${name}`) as Pod | undefined;
}

export function queued(view: View, name: string): QueuedPod | undefined {
  return view.get(`queue/${name}`) as QueuedPod | undefined;
}

export function assumed(view: View, name: string): AssumedPod | undefined {
  return view.get(`assumed/${name}`) as AssumedPod | undefined;
}

export function cycleOf(view: View, name: string): CycleState | undefined {
  return view.get(`cycle/${name}`) as CycleState | undefined;
}

/** Sets a part of a pod, or removes it. */
export function put<Value extends QueuedPod | AssumedPod | PodVolumes | Reporting>(step: Step, part: string, value: Value | undefined): void {
  step.set(part, value);
}

/** The names behind a prefix: `queue/` -> `default/web`... */
export function names(view: View, prefix: 'queue/' | 'assumed/' | 'cycle/' | 'volumes/'): readonly string[] {
  return view.keys(prefix).map((part) => part.slice(prefix.length));
}
