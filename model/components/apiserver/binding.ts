import type { GuardTable } from '../../kernel/component.ts';
import type { Step } from '../../kernel/step.ts';
import type { Binding, Pod } from '../../objects/index.ts';
import type { Rejection } from './admission/index.ts';
import { metadataOf } from './metadata.ts';
import { conflict } from './statusErrors.ts';

export const bindingGuards = {
  podIsUnbound: 'a pod gets a node once, ever: a binding fails when there is one, even the same (kubernetes pkg/registry/core/pod/storage/storage.go setPodNodeAndMetadata)',
  podIsNotBeingDeleted: 'a pod that is being deleted is not bound any more (kubernetes pkg/registry/core/pod/storage/storage.go)',
  podHasNoSchedulingGates: 'a pod is bound only when all its scheduling gates are lifted (KEP-3521)',
  bindingUIDMatches: 'a binding that names a UID binds that incarnation of the pod only (kubernetes pkg/registry/core/pod/storage/storage.go)',
} as const satisfies GuardTable;

/** kubernetes pkg/apis/core/validation ValidatePodBinding */
export function bindingErrors(binding: Binding): readonly string[] {
  const { kind, name } = (binding as Partial<Binding>).target ?? {};
  return [
    ...(kind !== undefined && kind !== '' && kind !== 'Node' ? [`target.kind: Unsupported value: "${kind}": supported values: "Node", "<empty>"`] : []),
    ...(name === undefined || name === '' ? ['target.name: Required value'] : []),
  ];
}

/**
 * The pod with its node, all of it in one update: node, condition, merged labels and annotations. Whether the
 * node exists, has room or tolerates the pod is not asked.
 */
export function bind(step: Step, pod: Pod, binding: Binding): { readonly pod: Pod } | { readonly rejection: Rejection } {
  const { uid, resourceVersion } = metadataOf(binding);
  const stored = metadataOf(pod);
  const name = pod.metadata.name;
  if (uid && !step.check('bindingUIDMatches', uid === stored.uid)) {
    return { rejection: conflict('pods', name, `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${stored.uid}`) };
  }
  if (resourceVersion && resourceVersion !== stored.resourceVersion) {
    return { rejection: conflict('pods', name, `Precondition failed: ResourceVersion in precondition: ${resourceVersion}, ResourceVersion in object meta: ${stored.resourceVersion}`) };
  }
  const refusal = whyNot(step, pod);
  return refusal === undefined ? { pod: bound(pod, binding) } : { rejection: conflict('pods/binding', name, refusal) };
}

function whyNot(step: Step, pod: Pod): string | undefined {
  const { name } = pod.metadata;
  if (!step.check('podIsNotBeingDeleted', metadataOf(pod).deletionTimestamp === undefined)) return `pod ${name} is being deleted, cannot be assigned to a host`;
  if (!step.check('podIsUnbound', !pod.spec.nodeName)) return `pod ${name} is already assigned to node "${pod.spec.nodeName}"`;
  if (!step.check('podHasNoSchedulingGates', (pod.spec.schedulingGates ?? []).length === 0)) return `pod ${name} has non-empty .spec.schedulingGates`;
  return undefined;
}

function bound(pod: Pod, { metadata: { labels, annotations }, target }: Binding): Pod {
  // The hint of a preemption is of no more use.
  const { nominatedNodeName: _, ...status } = pod.status ?? {};
  const others = (status.conditions ?? []).filter(({ type }) => type !== 'PodScheduled');
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      ...(labels && { labels: { ...pod.metadata.labels, ...labels } }),
      ...(annotations && { annotations: { ...pod.metadata.annotations, ...annotations } }),
    },
    spec: { ...pod.spec, ...(target.name !== undefined && { nodeName: target.name }) },
    status: { ...status, conditions: [...others, { type: 'PodScheduled', status: 'True' }] },
  };
}
