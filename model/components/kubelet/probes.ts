import type { Internal } from '../../kernel/component.ts';
import type { Step } from '../../kernel/step.ts';
import { note } from '../notes.ts';
import { advanceContainer } from './driveContainer.ts';
import { advance } from './driveWorker.ts';
import { containerOf, type ContainerChart, type Kubelet } from './parts.ts';

type Probe = 'startup' | 'readiness' | 'liveness';

/**
 * Probes of a running container and the timers of one that waits. Probes succeed, unless the fault
 * `probeFailure` strikes: one failure then stands for as many as the probe's failureThreshold asks for. A probe
 * whose success would change nothing is only enabled in order to fail.
 */
export function containerInternals({ value, context }: ContainerChart, key: string): readonly Internal[] {
  const [, uid = '', name = ''] = key.split('/');
  const title = `${context.pod}/${name}`;
  const probe = (kind: Probe, mustFail: boolean): Internal => ({ label: `${kind} probe of ${title}`, input: { work: 'probe', uid, name, probe: kind, mustFail }, ...(mustFail ? { fault: 'probeFailure' } : { timer: true }) });
  const backOff = (label: string): Internal => ({ label: `${label} ${title}`, input: { work: 'back off', uid, name }, timer: true });
  switch (value) {
    case 'startingUp':
      return context.probes.startup ? [probe('startup', false)] : [];
    case 'unready':
      return [...(context.probes.readiness ? [probe('readiness', false)] : []), ...(context.probes.liveness ? [probe('liveness', true)] : [])];
    case 'ready':
      return [...(context.probes.readiness ? [probe('readiness', true)] : []), ...(context.probes.liveness ? [probe('liveness', true)] : [])];
    case 'errImagePull':
      return [backOff('back off from pulling the image of')];
    case 'imagePullBackOff':
      return context.parked ? [] : [backOff('pull again the image of')];
    case 'crashLoopBackOff':
      return context.parked ? [] : [backOff('restart')];
    case 'failed':
      return [backOff('look again at')];
    case 'stopFailed':
      return [backOff('stop again')];
    default:
      return [];
  }
}

export function probed(step: Step, kubelet: Kubelet, uid: string, name: string, probe: Probe, mustFail: boolean): void {
  if (containerOf(step, uid, name) === undefined) return step.impossible();
  // The failure of a readiness probe that has not succeeded yet changes nothing.
  const ok = probe === 'readiness' && !mustFail ? true : !step.fault('probeFailure');
  if (ok && mustFail) return step.impossible();
  step.note(note('probed', `the ${probe} probe of ${name} ${ok ? 'succeeds' : 'fails'}`, { uid, container: name, probe, ok }));
  advanceContainer(step, kubelet, uid, name, { type: 'PROBED', probe, ok });
  advance(step, kubelet, uid);
}

export function backedOff(step: Step, kubelet: Kubelet, uid: string, name: string): void {
  advanceContainer(step, kubelet, uid, name, { type: 'BACKED_OFF' });
  advance(step, kubelet, uid);
}
