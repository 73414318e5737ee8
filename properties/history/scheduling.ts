import { asMutant, type HistoricalBug } from './bug.ts';

export const schedulingBugs: readonly HistoricalBug[] = [
  {
    id: 'B12',
    title: 'a binding that failed leaves its assumption behind',
    references: ['kubernetes#26043', 'kubernetes#28883', 'kubernetes#30611'],
    mechanism:
      'Binding became asynchronous: the scheduler counts a pod on its node as soon as it has chosen it, and sends the binding meanwhile. When the binding failed the pod went back to the queue, still counted; a second assumption on another node then corrupted the accounting, and room that nobody used was never given away again. The check that was missing: whatever goes wrong after the assumption, it is forgotten (ForgetPod, Unreserve).',
    ...asMutant('assumption-outlives-its-binding'),
  },
  {
    id: 'B13',
    title: 'a pod whose binding is under way is scheduled again',
    references: ['kubernetes#37232', 'kubernetes#37293', 'kubernetes#37379'],
    mechanism:
      'A change of the pod, or its back-off, put it into the queue once more while its binding was still under way, and it was scheduled a second time, perhaps for another node; many pods ended on one node and were rejected there. The check that was missing: a pod that is assumed or being deleted is left alone when it is popped (skipPodSchedule).',
    ...asMutant('schedules-what-is-in-flight'),
  },
  {
    id: 'B14',
    title: 'an assumption expires before the watch shows the binding',
    references: ['kubernetes#106361', 'kubernetes#38503', 'kubernetes#136204'],
    mechanism:
      'An assumption expired 30 seconds after the binding was sent. With a slow API server the binding succeeded, the assumption expired, and the watch had not yet shown the pod bound: for that while it counted nowhere, and its room was given to another pod. Assumptions do not expire any more: only the watch, or a binding that failed, ends them.',
    ...asMutant('assumption-expires-early'),
  },
  {
    id: 'B17',
    title: 'an event that comes in the middle of an attempt wakes nobody',
    references: ['kubernetes#72122', 'kubernetes#73309', 'kubernetes#118438'],
    mechanism:
      'A pod is in no queue while it is being scheduled. If the event that would help it (another pod goes, a node comes) arrived just then, there was nothing in the queue to be moved; the attempt ended with the verdict of the state before the event, the pod was parked as unschedulable, and only the periodic flush woke it, minutes later. The queue now writes down what happens while a pod is in flight, and looks there before it parks the pod.',
    ...asMutant('events-in-mid-attempt-are-lost'),
  },
  {
    id: 'B18',
    title: 'two schedulers bind one pod to two nodes',
    references: ['kubernetes#31709', 'kubernetes#108667'],
    mechanism:
      'Two schedulers that are active at the same time (no leader election, or a second one of one’s own) both see the pod unassigned and choose a node each. The API server is the only one who can tell: a binding is refused when the pod has a node, whichever. Without that check the slower one wins, while the kubelet of the first node has started the pod already.',
    ...asMutant('double-binding'),
  },
  {
    id: 'B59',
    title: 'a pod that is being deleted is bound',
    references: ['pkg/registry/core/pod/storage/storage.go'],
    mechanism:
      'The scheduler decides with its cache, which does not yet show that the pod is being deleted; the binding arrives after the deletion has begun, and a kubelet starts what nobody wants any more. Binding therefore fails when there is a deletionTimestamp: users see it as the condition “is being deleted, cannot be assigned to a host”.',
    ...asMutant('bind-a-deleting-pod'),
  },
];
