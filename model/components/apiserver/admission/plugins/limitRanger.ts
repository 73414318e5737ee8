import type { Container, LimitRange, Pod } from '../../../../objects/index.ts';
import { violations } from '../limits/constraints.ts';
import { containerDefaults, type Resources } from '../limits/limitRange.ts';
import { podResources, resourcesOf } from '../limits/podResources.ts';
import { admitted, concerns, forbidden, nameOf, type AdmissionContext, type AdmissionPlugin } from '../plugin.ts';

/**
 * Gives containers the namespace's default requests and limits, and keeps them within its minima, maxima and
 * ratios (kubernetes plugin/pkg/admission/limitranger/admission.go). Pods only; a range that the cache does
 * not have yet does not hold (the real plugin looks up a namespace without ranges at most every 30 seconds).
 */
export const limitRanger: AdmissionPlugin = {
  name: 'LimitRanger',
  guards: {
    withinLimitRange: 'no container or pod asks for less or more than the namespace allows (Limit Ranges)',
  },
  admit(context) {
    if (!concerns(context, 'pods', ['CREATE'])) return admitted(context.object);
    return admitted(rangesOf(context).reduce(applyDefaults, context.object as Pod));
  },
  validate(context) {
    if (!concerns(context, 'pods', ['CREATE'])) return undefined;
    for (const range of rangesOf(context)) {
      const found = violationsOf(range, context.object as Pod);
      if (context.step.check('withinLimitRange', found.length === 0)) continue;
      return forbidden('pods', nameOf(context.object), found.length === 1 ? `${found[0]}` : `[${found.join(', ')}]`);
    }
    return undefined;
  },
};

function rangesOf(context: AdmissionContext): readonly LimitRange[] {
  return context.request.namespace === undefined ? [] : context.cached<LimitRange>('limitranges', context.request.namespace);
}

function applyDefaults(pod: Pod, range: LimitRange): Pod {
  const defaults = containerDefaults(range);
  const containers = pod.spec.containers.map((container) => withDefaults(container, defaults, 'container'));
  const initContainers = pod.spec.initContainers?.map((container) => withDefaults(container, defaults, 'init container'));
  const set = [...containers, ...(initContainers ?? [])].flatMap((result) => result.set);
  if (set.length === 0) return pod;
  const annotations = { ...pod.metadata.annotations, 'kubernetes.io/limit-ranger': `LimitRanger plugin set: ${set.join('; ')}` };
  return {
    ...pod,
    metadata: { ...pod.metadata, annotations },
    spec: {
      ...pod.spec,
      containers: containers.map((result) => result.container),
      ...(initContainers && { initContainers: initContainers.map((result) => result.container) }),
    },
  };
}

/** The container, and what was set for it: `cpu, memory request for container web`. */
function withDefaults(container: Container, defaults: Resources, what: string): { readonly container: Container; readonly set: readonly string[] } {
  const own = resourcesOf(container);
  const missing = (kind: 'requests' | 'limits') => Object.keys(defaults[kind]).filter((resource) => own[kind][resource] === undefined).sort();
  const [requests, limits] = [missing('requests'), missing('limits')];
  if (requests.length + limits.length === 0) return { container, set: [] };
  return {
    container: { ...container, resources: { ...container.resources, requests: { ...defaults.requests, ...own.requests }, limits: { ...defaults.limits, ...own.limits } } },
    set: [
      ...(requests.length > 0 ? [`${requests.join(', ')} request for ${what} ${container.name}`] : []),
      ...(limits.length > 0 ? [`${limits.join(', ')} limit for ${what} ${container.name}`] : []),
    ],
  };
}

function violationsOf(range: LimitRange, pod: Pod): readonly string[] {
  return range.spec.limits.flatMap((item) => {
    if (item.type === 'Pod') return violations(item, podResources(pod));
    if (item.type !== 'Container') return [];
    return [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].flatMap((container) => violations(item, resourcesOf(container)));
  });
}
