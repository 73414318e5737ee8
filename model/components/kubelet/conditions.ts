import type { JsonObject } from '../../kernel/json.ts';
import type { Step } from '../../kernel/step.ts';
import type { Pod } from '../../objects/index.ts';
import { containerOf, type WorkerState } from './parts.ts';
import { isEnding, type Phase } from './phase.ts';
import { declaredContainers, type Declared } from './podSpec.ts';
import { hasSucceeded } from './syncContainers.ts';

export const conditionGuards = {
  readinessGatesAreTrue: 'a pod is Ready only when all its readiness gates are True as well (status/generate.go GeneratePodReadyCondition; KEP-580)',
  initContainersHaveSucceeded: 'a pod is Initialized only when its init containers have succeeded, which they do in its sandbox (status/generate.go GeneratePodInitializedCondition)',
} as const;

/** The conditions that the kubelet owns, in the order in which they become True. */
export const ownConditions: readonly string[] = ['PodScheduled', 'PodReadyToStartContainers', 'Initialized', 'ContainersReady', 'Ready'];

type Condition = JsonObject & { readonly type: string; readonly status: 'True' | 'False' };

/** pkg/kubelet/status/generate.go. */
export function conditionsOf(step: Step, uid: string, worker: WorkerState, pod: Pod, phase: Phase): readonly Condition[] {
  const declared = declaredContainers(pod);
  const hasNetwork = worker.context.sandbox && worker.context.ip !== '' && !['tearingDown', 'unmounting', 'finished'].includes(worker.value);
  const containersReady = containersCondition(step, uid, worker, declared, phase);
  return [
    { type: 'PodScheduled', status: 'True' },
    { type: 'PodReadyToStartContainers', status: hasNetwork ? 'True' : 'False' },
    initialized(step, uid, declared, phase),
    { type: 'ContainersReady', ...containersReady },
    { type: 'Ready', ...readyCondition(step, pod, containersReady) },
  ];
}

function initialized(step: Step, uid: string, declared: readonly Declared[], phase: Phase): Condition {
  const missing = declared.filter((one) => one.kind !== 'app' && !hasSucceeded(step, uid, one) && !(one.kind === 'sidecar' && hasRun(step, uid, one)));
  if (step.check('initContainersHaveSucceeded', missing.length === 0 || phase === 'Running')) return { type: 'Initialized', status: 'True', ...(phase === 'Succeeded' && { reason: 'PodCompleted' }) };
  return { type: 'Initialized', status: 'False', reason: 'ContainersNotInitialized', message: `containers with incomplete status: [${names(missing)}]` };
}

function hasRun(step: Step, uid: string, { spec }: Declared): boolean {
  return (containerOf(step, uid, spec.name)?.context.exitCode ?? null) !== null;
}

type Verdict = Pick<Condition, 'status'> & { readonly reason?: string; readonly message?: string };

/** A pod that is being ended is unready, whatever its probes say. */
function containersCondition(step: Step, uid: string, worker: WorkerState, declared: readonly Declared[], phase: Phase): Verdict {
  if (phase === 'Succeeded') return { status: 'False', reason: 'PodCompleted' };
  if (phase === 'Failed') return { status: 'False', reason: 'PodFailed' };
  const unready = declared.filter(({ spec, kind }) => kind !== 'init' && (isEnding(worker) || containerOf(step, uid, spec.name)?.value !== 'ready'));
  if (unready.length === 0) return { status: 'True' };
  return { status: 'False', reason: 'ContainersNotReady', message: `containers with unready status: [${names(unready)}]` };
}

function readyCondition(step: Step, pod: Pod, containersReady: Verdict): Verdict {
  if (containersReady.status !== 'True') return containersReady;
  const gates = (pod.spec.readinessGates ?? []).map(({ conditionType }) => conditionType);
  const closed = gates.filter((gate) => !(pod.status?.conditions ?? []).some(({ type, status }) => type === gate && status === 'True'));
  if (gates.length === 0 || step.check('readinessGatesAreTrue', closed.length === 0)) return { status: 'True' };
  return { status: 'False', reason: 'ReadinessGatesNotReady', message: closed.map((gate) => `corresponding condition of pod readiness gate "${gate}" does not exist.`).join(' ') };
}

function names(declared: readonly Declared[]): string {
  return declared.map(({ spec }) => spec.name).join(' ');
}
