import type { View } from '../../kernel/component.ts';
import type { Step } from '../../kernel/step.ts';
import type { CriRequest } from './protocol.ts';

/**
 * `sandbox/<uid>`: a pod's network namespace and the pause container that holds it. It is recorded, not ready,
 * before the network plugin is called: otherwise a crash would leave an address that nobody gives back.
 */
export type SandboxState = { readonly podKey: string; readonly state: 'notready' | 'ready'; readonly ip: string };

/** `container/<uid>/<name>`: the latest attempt of a container; it survives a restart of the runtime (containerd-shim). */
export type ContainerState = {
  readonly podKey: string;
  readonly state: 'created' | 'running' | 'exited';
  readonly image: string;
  readonly attempt: number;
  readonly exitCode?: number;
  /** The program ends by itself with this code. */
  readonly exits?: number;
  readonly ignoresTerm?: true;
  /** It got SIGTERM; SIGKILL follows when its grace period is over. */
  readonly stopping?: true;
  /** Earlier attempts that still run: none, unless the kubelet does not look before it starts. */
  readonly duplicates?: number;
};

/** `call/<id>`: a call of the kubelet that waits for the network plugin, the registry or a container's end. */
export type PendingCall = { readonly from: string; readonly request: CriRequest };

export interface RuntimeConfig {
  readonly name: string;
  readonly cni: string;
  readonly registry: string;
  /** The kubelet that hears of containers that end by themselves. */
  readonly kubelet: string;
  /** Images that are on the node already (Node.status.images). */
  readonly images?: readonly string[];
}

export function sandboxPart(podUid: string): string {
  return `sandbox/${podUid}`;
}

export function containerPart(podUid: string, container: string): string {
  return `container/${podUid}/${container}`;
}

export function containerOf(view: View, podUid: string, container: string): ContainerState | undefined {
  return view.get(containerPart(podUid, container)) as ContainerState | undefined;
}

export function pendingCalls(view: View): readonly PendingCall[] {
  return view.keys('call/').map((part) => view.get(part) as PendingCall);
}

/** Remembers a call until it can be answered. */
export function suspend(step: Step, from: string, request: CriRequest): void {
  step.set(`call/${request.id}`, { from, request } satisfies PendingCall);
}

/** Ids of the runtime's own calls tell its lives apart; replies to an earlier life are ignored. */
export function ownId(step: Step, request: CriRequest): string {
  return `${Number(step.get('epoch') ?? 0)}.${request.id}`;
}

/** The suspended call that an answer to the runtime belongs to; it is forgotten. */
export function resume(step: Step, id: string): PendingCall | undefined {
  const dot = id.indexOf('.');
  const part = `call/${id.slice(dot + 1)}`;
  const pending = step.get(part) as PendingCall | undefined;
  if (pending === undefined || Number(id.slice(0, dot)) !== Number(step.get('epoch') ?? 0)) return undefined;
  step.set(part, undefined);
  return pending;
}
