import type { Container, Pod, ResourceList } from '../../../../objects/index.ts';
import { add, max } from '../quota/resourceList.ts';
import type { Resources } from './limitRange.ts';

export function resourcesOf(container: Container): Resources {
  return { requests: container.resources?.requests ?? {}, limits: container.resources?.limits ?? {} };
}

/** What the containers of a pod ask for together. */
export function podResources(pod: Pod): Resources {
  return { requests: podTotal(pod, (container) => resourcesOf(container).requests), limits: podTotal(pod, (container) => resourcesOf(container).limits) };
}

/** Init containers run one after the other, beside the sidecars started before them (component-helpers resource.PodRequests). */
export function podTotal(pod: Pod, of: (container: Container) => ResourceList): ResourceList {
  let sidecars: ResourceList = {};
  let peak: ResourceList = {};
  for (const container of pod.spec.initContainers ?? []) {
    const running = add(sidecars, of(container));
    if (container.restartPolicy === 'Always') sidecars = running;
    peak = max(peak, running);
  }
  return max(pod.spec.containers.map(of).reduce(add, sidecars), peak);
}
