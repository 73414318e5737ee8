import { equivalent, gap, type Survivor } from './survivor.ts';

const inVain = 'Nothing promises that a pod is not tried in vain: the attempt fails as the one before it did, and the pod waits again.';
const refused = 'The scheduler tries to bind it, and the API server refuses: nothing promises that it does not try.';
const claims = 'A pod whose claims are not bound is excused by eventually-ready, and no controller of the model binds them (the persistent volume controller is not modelled): nothing promises that volumes are written before the pod is bound, nor that it is bound when they are.';

export const schedulerSurvivors: readonly Survivor[] = [
  equivalent('scheduler.assumedPodsCount', true, 'When no pod is assumed, the assumed ones add nothing to those that are bound.'),
  gap('scheduler.clusterEventMovesPod', true, inVain),
  gap('scheduler.forgetOnBindError', true, 'It matters when the binding of a pod fails whose successor of the same name is assumed by then: no run of these scenarios gets there, and forgetting what is not assumed changes nothing.'),
  gap('scheduler.holderIsSilent', false, 'Nothing promises that a dead leader is followed by another one while it is dead: somebody-leads looks at the end of a run, when it has come back (P48).'),
  gap('scheduler.inFlightEventMovesPod', true, inVain),
  gap('scheduler.isNextInLine', true, 'Nothing promises that the pod of the highest priority is tried first (queuesort plugin PrioritySort): all are tried in the end.'),
  gap('scheduler.leaseIsHeld', false, 'Two schedulers that both lead are safe as far as anything is promised (P44, P16: a pod that is bound is bound no more), and nothing limits how long they do.'),
  equivalent('scheduler.matchesNodeName', true, 'A pod whose spec names a node is bound already, and the queue takes only pods that are not (pkg/scheduler/eventhandlers.go): the filter sees no such pod.'),
  gap('scheduler.podHasNoGates', true, refused),
  gap('scheduler.podIsNotDeleting', true, refused),
  gap('scheduler.podIsStillUnassigned', true, refused),
  gap('scheduler.someNodeFits', true, 'No attempt is made as long as no node fits, and the pod is placed when one does. That it says PodScheduled=False and why meanwhile, nothing promises (schedule_one.go handleSchedulingFailure).'),
  gap('scheduler.volumeIsWritten', true, claims),
  gap('scheduler.volumeIsWritten', false, claims),
];
