import type { Pod } from '../../objects/index.ts';

/** A line of `kubectl get pods`. */
export type PodRow = { readonly name: string; readonly ready: string; readonly status: string; readonly restarts: number };

type ContainerStatus = NonNullable<NonNullable<Pod['status']>['containerStatuses']>[number];

/** What the columns READY, STATUS and RESTARTS say (pkg/printers/internalversion/printers.go, printPod). */
export function podRow(pod: Pod): PodRow {
  const containers = pod.status?.containerStatuses ?? [];
  const inits = pod.status?.initContainerStatuses ?? [];
  const initializing = initReason(pod, inits);
  const isInitialized = initializing === undefined || condition(pod, 'Initialized')?.status === 'True';
  const ready = isInitialized ? containers.filter((status) => status.ready && status.state?.running !== undefined).length : 0;
  const restarts = (isInitialized ? containers : inits).reduce((sum, status) => sum + (status.restartCount ?? 0), 0);
  const reason = isInitialized ? containerReason(pod, containers, initializing ?? basicReason(pod)) : (initializing ?? basicReason(pod));
  return { name: String(pod.metadata.name), ready: `${ready}/${pod.spec.containers.length}`, status: deletionReason(pod) ?? reason, restarts };
}

function basicReason(pod: Pod): string {
  const gated = condition(pod, 'PodScheduled')?.reason === 'SchedulingGated' ? 'SchedulingGated' : undefined;
  return gated ?? nonEmpty(pod.status?.reason) ?? pod.status?.phase ?? 'Pending';
}

/** Why the first init container that is not done is not; undefined when all are. */
function initReason(pod: Pod, inits: readonly ContainerStatus[]): string | undefined {
  for (const [index, { state }] of inits.entries()) {
    if (state?.terminated?.exitCode === 0) continue;
    if (state?.terminated !== undefined) return `Init:${nonEmpty(state.terminated.reason) ?? `ExitCode:${state.terminated.exitCode}`}`;
    const waiting = nonEmpty(state?.waiting?.reason);
    if (waiting !== undefined && waiting !== 'PodInitializing') return `Init:${waiting}`;
    return `Init:${index}/${(pod.spec.initContainers ?? []).length}`;
  }
  return undefined;
}

/** The first container that waits or has ended gives the reason. */
function containerReason(pod: Pod, containers: readonly ContainerStatus[], otherwise: string): string {
  let reason = otherwise;
  for (const { state } of [...containers].reverse()) {
    const waiting = nonEmpty(state?.waiting?.reason);
    if (waiting !== undefined) reason = waiting;
    else if (state?.terminated !== undefined) reason = nonEmpty(state.terminated.reason) ?? `ExitCode:${state.terminated.exitCode}`;
  }
  const runs = containers.some(({ ready, state }) => ready && state?.running !== undefined);
  if (reason === 'Completed' && runs) return condition(pod, 'Ready')?.status === 'True' ? 'Running' : 'NotReady';
  return reason;
}

function deletionReason(pod: Pod): string | undefined {
  if (pod.metadata.deletionTimestamp === undefined) return undefined;
  if (pod.status?.reason === 'NodeLost') return 'Unknown';
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed' ? undefined : 'Terminating';
}

function condition(pod: Pod, type: string): NonNullable<NonNullable<Pod['status']>['conditions']>[number] | undefined {
  return (pod.status?.conditions ?? []).find((candidate) => candidate.type === type);
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
