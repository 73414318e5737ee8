import type { Pod, PriorityClass } from '../../../../objects/index.ts';
import { admitted, concerns, forbidden, nameOf, rejected, type AdmissionContext, type AdmissionOutcome, type AdmissionPlugin } from '../plugin.ts';

/** Turns a pod's priority class into its priority (kubernetes plugin/pkg/admission/priority/admission.go). */
export const priority: AdmissionPlugin = {
  name: 'Priority',
  guards: {
    priorityClassExists: 'a pod with an unknown priority class is not created (Pod Priority and Preemption)',
    priorityIsComputed: "a pod's priority is what its class says; nobody makes up their own (Pod Priority and Preemption)",
    defaultPriorityClassIsUnique: 'at most one class is the default for pods that name none (Pod Priority and Preemption)',
  },
  admit(context) {
    if (concerns(context, 'pods', ['CREATE'])) return admitPod(context, context.object as Pod);
    if (concerns(context, 'pods', ['UPDATE'])) return admitted(keepPriority(context.object as Pod, context.old as Pod | undefined));
    return admitted(context.object);
  },
  validate(context) {
    const { object, step } = context;
    if (!concerns(context, 'priorityclasses', ['CREATE', 'UPDATE']) || !(object as PriorityClass).globalDefault) return undefined;
    const other = defaultClass(context);
    if (step.check('defaultPriorityClassIsUnique', other === undefined || other.metadata.name === object.metadata.name)) return undefined;
    return forbidden('priorityclasses', nameOf(object), `PriorityClass ${other?.metadata.name ?? ''} is already marked as default. Only one default can exist`);
  },
};

function admitPod(context: AdmissionContext, pod: Pod): AdmissionOutcome {
  const { step } = context;
  const named = pod.spec.priorityClassName;
  const found = named ? context.cachedObject<PriorityClass>('priorityclasses', undefined, named) : defaultClass(context);
  if (named && !step.check('priorityClassExists', found !== undefined)) {
    return rejected(forbidden('pods', nameOf(pod), `no PriorityClass with name ${named} was found`));
  }
  const computed = found?.value ?? 0;
  const given = pod.spec.priority;
  if (!step.check('priorityIsComputed', given === undefined || given === computed)) {
    const why = `the integer value of priority (${given}) must not be provided in pod spec; priority admission controller computed ${computed} from the given PriorityClass name`;
    return rejected(forbidden('pods', nameOf(pod), why));
  }
  const className = named || found?.metadata.name;
  const preemptionPolicy = found?.preemptionPolicy ?? 'PreemptLowerPriority';
  return admitted({ ...pod, spec: { ...pod.spec, ...(className && { priorityClassName: className }), priority: computed, preemptionPolicy } });
}

/** An update that leaves the priority out keeps it. */
function keepPriority(pod: Pod, old: Pod | undefined): Pod {
  if (pod.spec.priority !== undefined || old?.spec.priority === undefined) return pod;
  return { ...pod, spec: { ...pod.spec, priority: old.spec.priority } };
}

/** Of several (a race let them in), the one with the lowest value. */
function defaultClass(context: AdmissionContext): PriorityClass | undefined {
  const defaults = context.cached<PriorityClass>('priorityclasses').filter(({ globalDefault }) => globalDefault);
  return defaults.reduce<PriorityClass | undefined>((lowest, next) => (lowest === undefined || next.value < lowest.value ? next : lowest), undefined);
}
