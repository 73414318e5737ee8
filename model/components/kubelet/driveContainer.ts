import type { GuardTable } from '../../kernel/component.ts';
import type { Step } from '../../kernel/step.ts';
import { note } from '../notes.ts';
import { callRuntime } from './calls.ts';
import { container as chart, type ContainerEvent, type Found } from './container.ts';
import { containerOf, containerPart, podOf, type ContainerChart, type Kubelet, type ObservedPod } from './parts.ts';
import { declaredContainers, exitCode, gracePeriod, ignoresTerm, leastGrace, pullPolicy } from './podSpec.ts';

export const stopGuards = {
  graceIsLongEnough: 'a kubelet never grants a container less than a second to end, even of a pod that is deleted by force (pod_workers.go calculateEffectiveGracePeriod)',
} as const satisfies GuardTable;

/** Hands an event to a container's machine and does what the machine asks for. */
export function advanceContainer(step: Step, kubelet: Kubelet, uid: string, name: string, event: ContainerEvent): void {
  const before = containerOf(step, uid, name);
  if (before === undefined) return;
  const next = chart.next(before, event, (guard, holds) => step.check(guard, holds));
  if (!next.taken) return;
  const after = next.state as ContainerChart;
  step.set(containerPart(uid, name), after);
  if (after.value === 'done' && before.value !== 'done') step.note(note('container stopped', `${name} of ${after.context.pod} has ended`, { uid, container: name, exitCode: after.context.exitCode }));
  for (const action of next.actions) perform(step, kubelet, uid, after, action.type);
}

/** The first time the kubelet looks at a container, it counts what it found when it started. */
export function takeObserved(step: Step, uid: string, name: string): Found {
  const part = `observed/${uid}`;
  const observed = step.get(part) as ObservedPod | undefined;
  const found = observed?.containers[name];
  if (observed === undefined || found === undefined) return { found: 'nothing', exitCode: null, attempt: 0 };
  const { [name]: _, ...rest } = observed.containers;
  step.set(part, { ...observed, containers: rest });
  return found;
}

function perform(step: Step, kubelet: Kubelet, uid: string, { context }: ContainerChart, action: string): void {
  const { name } = context;
  const pod = podOf(step, uid, context.pod);
  const spec = pod && declaredContainers(pod).find((declared) => declared.spec.name === name)?.spec;
  const about = { podUid: uid, podKey: context.pod, container: name };
  switch (action) {
    case 'pull':
      return callRuntime(step, kubelet, { ...about, call: 'PullImage', image: spec?.image ?? '', pullPolicy: spec ? pullPolicy(spec) : 'Never' });
    case 'create': {
      const exits = pod && exitCode(pod, name);
      return callRuntime(step, kubelet, {
        ...about,
        call: 'CreateContainer',
        image: spec?.image ?? '',
        attempt: context.restarts,
        ...(exits !== undefined && { exits }),
        ...(pod && ignoresTerm(pod) && { ignoresTerm: true }),
      });
    }
    case 'start':
      return callRuntime(step, kubelet, { ...about, call: 'StartContainer', attempt: context.restarts });
    case 'stop': {
      const wanted = gracePeriod(pod);
      const granted = step.check('graceIsLongEnough', wanted >= leastGrace) ? wanted : leastGrace;
      return callRuntime(step, kubelet, { ...about, call: 'StopContainer', gracePeriodSeconds: granted });
    }
    case 'lookUp':
      return callRuntime(step, kubelet, { ...about, call: 'PodStatus' });
    default:
      // What the machine does to its own context.
      return;
  }
}
