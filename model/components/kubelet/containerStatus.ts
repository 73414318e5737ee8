import type { JsonObject } from '../../kernel/json.ts';
import type { View } from '../../kernel/component.ts';
import { isRunning } from './container.ts';
import { containerOf, type ContainerChart } from './parts.ts';
import type { Declared } from './podSpec.ts';

/** kubelet_pods.go convertToAPIContainerStatuses: what `kubectl get pods` is made from. */
export function containerStatuses(view: View, uid: string, declared: readonly Declared[], context: { readonly hasInits: boolean; readonly isEnding: boolean }): readonly JsonObject[] {
  return declared.map(({ spec, kind }) => {
    const chart = containerOf(view, uid, spec.name);
    const value = chart?.value ?? 'waiting';
    return {
      name: spec.name,
      image: spec.image ?? '',
      ready: kind === 'init' ? value === 'done' && chart?.context.exitCode === 0 : value === 'ready' && !context.isEnding,
      started: value === 'unready' || value === 'ready',
      restartCount: chart?.context.restarts ?? 0,
      state: stateOf(chart, context.hasInits || kind !== 'app'),
      ...(chart !== undefined && hasEarlierEnd(chart) && { lastState: { terminated: terminated(chart) } }),
    };
  });
}

function stateOf(chart: ContainerChart | undefined, hasInits: boolean): JsonObject {
  if (isRunning(chart?.value)) return { running: {} };
  if (chart?.value === 'done') {
    // It was never started, and never will be (kubelet.go SyncTerminatedPod).
    return { terminated: chart.context.exitCode === null ? { exitCode: 137, reason: 'ContainerStatusUnknown' } : terminated(chart) };
  }
  return { waiting: { reason: waitingReason(chart, hasInits) } };
}

function waitingReason(chart: ContainerChart | undefined, hasInits: boolean): string {
  switch (chart?.value) {
    case 'errImagePull':
      return 'ErrImagePull';
    case 'imagePullBackOff':
      return 'ImagePullBackOff';
    case 'crashLoopBackOff':
      return 'CrashLoopBackOff';
    default:
      return chart?.context.error ?? (hasInits ? 'PodInitializing' : 'ContainerCreating');
  }
}

function hasEarlierEnd(chart: ContainerChart): boolean {
  return chart.context.exitCode !== null && chart.value !== 'done';
}

function terminated({ context }: ContainerChart): JsonObject {
  return { exitCode: context.exitCode, reason: context.exitCode === 0 ? 'Completed' : 'Error' };
}
