import type { Step } from '../../kernel/step.ts';
import type { Pod } from '../../objects/index.ts';
import { note } from '../notes.ts';
import { perform } from './bindingCycle.ts';
import { advance } from './cycle.ts';
import { fitError } from './fitError.ts';
import { runFilters, runScores, type Snapshot, type Verdict } from './framework.ts';
import { assumed, cachedPod, cycleOf, names, put, queued, type CycleState, type SchedulerConfig } from './parts.ts';
import { filterPlugins, scorePlugins } from './plugins/index.ts';
import { volumeWrites } from './plugins/volumeBinding.ts';
import { isNextInLine } from './queue.ts';
import { schedulingCycle, type CycleEvent } from './schedulingCycle.ts';
import { takeSnapshot } from './snapshot.ts';
import { claimsOf, isBound } from './volumes.ts';

export const scheduleOneGuards = {
  podIsNotDeleting: 'a pod that is being deleted is not scheduled (schedule_one.go skipPodSchedule)',
  podIsNotAssumed: 'a pod whose bind is under way is neither queued nor scheduled again: one attempt at a time (schedule_one.go skipPodSchedule; issue 37232)',
} as const;

/** Pops the next pod and takes it through a scheduling cycle (schedule_one.go ScheduleOne). */
export function scheduleOne(step: Step, config: SchedulerConfig, name: string): void {
  const entry = queued(step, name);
  const pod = cachedPod(step, name);
  if (entry?.at !== 'active' || pod === undefined || isBusy(step, name, entry.uid)) return step.impossible();
  if (!step.check('isNextInLine', isNextInLine(step, name))) return step.impossible();
  put(step, `queue/${name}`, undefined);
  const popped = schedulingCycle.initial({ uid: entry.uid }) as CycleState;
  const toldTo = (event: CycleEvent, from?: CycleState) => advance(step, name, event, (action, cycle) => perform(step, config, name, action, cycle), from);
  step.note(note('scheduling', `scheduling ${name}`, { pod: name, uid: entry.uid }));
  const fit = step.check('podIsNotDeleting', pod.metadata.deletionTimestamp === undefined) && step.check('podIsNotAssumed', assumed(step, name)?.uid !== entry.uid);
  if (!fit) {
    toldTo({ type: 'SKIP' }, popped);
    return;
  }
  const snapshot = takeSnapshot(step);
  const verdict = runFilters(filterPlugins, (guard, holds) => step.check(guard, holds), pod, snapshot);
  const message = fitError(verdict, snapshot.nodes.length);
  step.note(filtered(name, entry.uid, verdict, message));
  const after = toldTo({ type: 'FILTERED', feasible: verdict.feasible.length, rejectedBy: verdict.rejectedBy, message }, popped);
  // PostFilter (preemption) would come here, before an unschedulable pod is handed to the failure handler.
  if (after?.value !== 'scoring') return;
  const node = selectHost(step, name, pod, verdict, snapshot);
  toldTo({ type: 'SCORED', node });
  reserve(step, name, pod, node, snapshot, toldTo);
  toldTo({ type: 'PERMITTED' });
}

/**
 * Scheduling cycles are serial: none starts before the failure handler is done with the last one. A pod that
 * was created again under its name waits until its predecessor's binding cycle has ended.
 */
function isBusy(step: Step, name: string, uid: string): boolean {
  const own = cycleOf(step, name);
  return (own !== undefined && own.context.uid !== uid) || names(step, 'cycle/').some((other) => cycleOf(step, other)?.value === 'unschedulable');
}

/** The best node; Kubernetes draws lots between equals, here each of them is explored. */
function selectHost(step: Step, name: string, pod: Pod, verdict: Verdict, snapshot: Snapshot): string {
  const feasible = snapshot.nodes.filter((info) => verdict.feasible.includes(info.node.metadata.name));
  if (feasible.length === 1 && feasible[0] !== undefined) return feasible[0].node.metadata.name;
  const scores = runScores(scorePlugins, pod, feasible, snapshot);
  const best = Math.max(...Object.values(scores));
  const node = step.choose(Object.keys(scores).filter((candidate) => scores[candidate] === best));
  step.note(note('scored', `${name}: ${Object.entries(scores).map(([one, score]) => `${one} ${score}`).join(', ')}`, { pod: name, scores }));
  return node;
}

function reserve(step: Step, name: string, pod: Pod, node: string, snapshot: Snapshot, toldTo: (event: CycleEvent) => void): void {
  const info = snapshot.nodes.find((candidate) => candidate.node.metadata.name === node);
  const writes = info === undefined ? [] : volumeWrites(pod, info.node, snapshot.volumes);
  if (writes.length > 0) put(step, `volumes/${name}`, { writes });
  toldTo({ type: 'RESERVED', volumes: writes.length, awaitsVolumes: claimsOf(pod, snapshot.volumes).some((claim) => !isBound(claim)) });
}

function filtered(name: string, uid: string, verdict: Verdict, message: string) {
  const text = verdict.feasible.length > 0 ? `${name} fits ${verdict.feasible.join(', ')}` : `${name} fits nowhere: ${message}`;
  return note('filtered', text, { pod: name, uid, feasible: verdict.feasible, rejected: verdict.rejected, ...(verdict.preFilter !== undefined && { preFilter: verdict.preFilter }) });
}
