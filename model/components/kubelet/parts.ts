import type { View } from '../../kernel/component.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { ChartState } from '../../kernel/statechart.ts';
import type { Node, Pod } from '../../objects/index.ts';
import type { InformerConfig } from '../client/informer.ts';
import type { ContainerContext, Found } from './container.ts';
import type { WorkerContext } from './podWorker.ts';

/** `worker/<uid>`: a snapshot of the machine in podWorker.ts. */
export type WorkerState = ChartState & { readonly value: string; readonly context: WorkerContext };

/** `container/<uid>/<name>`: a snapshot of the machine in container.ts. */
export type ContainerChart = ChartState & { readonly value: string; readonly context: ContainerContext };

/** `call/<uid>/<container>`: a call to the runtime or the storage driver that is under way; of the pod itself, without container. */
export type CallState = { readonly call: string };

/** `observed/<uid>`: what the runtime had of a pod when this kubelet started. */
export type ObservedPod = { readonly pod: string; readonly sandbox: boolean; readonly ip: string; readonly containers: { readonly [name: string]: Found } };

/** `status/<uid>`: the status manager's (pkg/kubelet/status/status_manager.go). */
export type StatusState = {
  /** `default/web` */
  readonly pod: string;
  /** What the API server has confirmed. */
  readonly acknowledged?: JsonObject;
  /** The resourceVersion of the object that it confirmed this with. */
  readonly version?: string;
  readonly inFlight?: JsonObject;
  /** `sending`, `sent`: the DELETE that removes the object; `failed`: nobody knows what became of the last request. */
  readonly deletion?: 'sending' | 'sent';
  readonly failed?: true;
};

/** `runtime`: how far this kubelet knows what the runtime has. */
export type RuntimeKnowledge = { readonly phase: 'unlisted' | 'listing sandboxes' | 'listing containers' | 'known' };

/** `node`: whether the Node says what this kubelet wants it to say. */
export type NodeReport = { readonly phase: 'unchecked' | 'reporting' | 'failed' | 'reported' };

export interface Kubelet {
  readonly name: string;
  readonly node: Node;
  readonly informers: InformerConfig;
  readonly runtime: string;
  readonly csi: string;
}

export const workerPart = (uid: string): string => `worker/${uid}`;
export const containerPart = (uid: string, name: string): string => `container/${uid}/${name}`;
export const statusPart = (uid: string): string => `status/${uid}`;
export const callPart = (uid: string, name = ''): string => `call/${uid}/${name}`;

export function workerOf(view: View, uid: string): WorkerState | undefined {
  return view.get(workerPart(uid)) as WorkerState | undefined;
}

export function containerOf(view: View, uid: string, name: string): ContainerChart | undefined {
  return view.get(containerPart(uid, name)) as ContainerChart | undefined;
}

/** Its containers, in the order of their parts. */
export function containersOf(view: View, uid: string): readonly ContainerChart[] {
  return view.keys(`container/${uid}/`).map((part) => view.get(part) as ContainerChart);
}

/** The pod with this UID, if the cache still has it: another one may have its name. */
export function podOf(view: View, uid: string, name: string): Pod | undefined {
  const pod = view.get(`cache/pods/${name}`) as Pod | undefined;
  return pod?.metadata.uid === uid ? pod : undefined;
}

export function podName(pod: Pod): string {
  return `${pod.metadata.namespace ?? 'default'}/${pod.metadata.name}`;
}

export function uidOf(pod: Pod): string {
  return pod.metadata.uid ?? '';
}
