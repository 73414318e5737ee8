import type { View } from '../../kernel/component.ts';
import type { Step } from '../../kernel/step.ts';
import type { Pod } from '../../objects/index.ts';
import { isRunning, mayRun } from './container.ts';
import { containerOf, containersOf, type ContainerChart, type WorkerState } from './parts.ts';
import { declaredContainers, type Declared } from './podSpec.ts';

export type Phase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

export const phaseGuards = {
  phaseIsNotTerminal: 'Succeeded and Failed are final: the status manager refuses any other phase after them (status_manager.go; API guarantee since 1.22, pull request 110255)',
  containersHaveStopped: 'a pod is called Succeeded or Failed only when none of its containers runs any more (kubelet.go SyncTerminatedPod; issue 108366)',
} as const;

export function isTerminal(phase: unknown): boolean {
  return phase === 'Succeeded' || phase === 'Failed';
}

/** The phase to report, after the one reported last. */
export function phaseOf(step: Step, uid: string, worker: WorkerState, pod: Pod, last: Phase): Phase {
  const phase = newPhase(step, uid, worker, pod);
  return step.check('phaseIsNotTerminal', !isTerminal(last)) ? phase : last;
}

function newPhase(step: Step, uid: string, worker: WorkerState, pod: Pod): Phase {
  if (worker.context.rejection !== null) return 'Failed';
  if (!isEnding(worker)) return livingPhase(step, uid, pod);
  const charts = containersOf(step, uid);
  if (!step.check('containersHaveStopped', !charts.some(({ value }) => mayRun(value)))) return livingPhase(step, uid, pod);
  return hasSucceeded(charts) ? 'Succeeded' : 'Failed';
}

/** The worker is ending its containers, or has. */
export function isEnding(worker: WorkerState): boolean {
  return ['killing', 'tearingDown', 'unmounting', 'finished'].includes(worker.value);
}

/** A pod that is deleted has succeeded only if all its programs ended well. */
function hasSucceeded(charts: readonly ContainerChart[]): boolean {
  const programs = charts.filter(({ context }) => context.kind !== 'sidecar');
  return programs.length > 0 && programs.every(({ context }) => context.exitCode === 0);
}

/** kubelet_pods.go getPhase. */
function livingPhase(view: View, uid: string, pod: Pod): Phase {
  const declared = declaredContainers(pod);
  const charts = (kind: Declared['kind']): readonly (ContainerChart | undefined)[] => declared.filter((one) => one.kind === kind).map(({ spec }) => containerOf(view, uid, spec.name));
  const hasNeverRun = (chart: ContainerChart | undefined): boolean => chart === undefined || (!isRunning(chart.value) && chart.context.exitCode === null);
  if (charts('init').some((chart) => chart?.value !== 'done' || chart.context.exitCode !== 0)) return 'Pending';
  if (charts('sidecar').some(hasNeverRun)) return 'Pending';
  const programs = charts('app');
  if (programs.some(hasNeverRun)) return 'Pending';
  if (programs.every((chart) => chart?.value === 'done')) return programs.every((chart) => chart?.context.exitCode === 0) ? 'Succeeded' : 'Failed';
  return 'Running';
}
