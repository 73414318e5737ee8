import { resourceOf, type Container, type KubernetesObject, type Pod, type ResourceList } from '../../../../objects/index.ts';
import { apiGroupOf } from '../apiGroups.ts';
import { podTotal, resourcesOf } from '../limits/podResources.ts';
import { add } from './resourceList.ts';

/** Resources that are also counted under their plain name, as they were before `count/<resource>`. */
const countedByName = ['configmaps', 'persistentvolumeclaims', 'replicationcontrollers', 'resourcequotas', 'secrets', 'services'];

/**
 * What an object uses of the resources that a quota may limit (kubernetes pkg/quota/v1/evaluator/core): its
 * number, and the requests and limits of a pod that has not finished. Extended resources, storage classes and
 * load balancers are not modelled.
 */
export function usageOf(object: KubernetesObject): ResourceList {
  const resource = resourceOf(object);
  const group = apiGroupOf(resource);
  const counted: ResourceList = { [`count/${resource}${group === '' ? '' : `.${group}`}`]: '1', ...(countedByName.includes(resource) && { [resource]: '1' }) };
  if (object.kind === 'Pod') return add(counted, podUsage(object));
  const storage = object.kind === 'PersistentVolumeClaim' ? object.spec.resources?.requests?.['storage'] : undefined;
  return storage === undefined ? counted : add(counted, { 'requests.storage': storage });
}

function podUsage(pod: Pod): ResourceList {
  if (pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed') return {};
  return add({ pods: '1' }, podTotal(pod, containerUsage));
}

/** `cpu` and `memory` mean requests. */
export function containerUsage(container: Container): ResourceList {
  const { requests, limits } = resourcesOf(container);
  const usage: { [resource: string]: string } = {};
  for (const resource of ['cpu', 'memory', 'ephemeral-storage']) {
    const [request, limit] = [requests[resource], limits[resource]];
    if (request !== undefined) Object.assign(usage, { [resource]: request, [`requests.${resource}`]: request });
    if (limit !== undefined) usage[`limits.${resource}`] = limit;
  }
  return usage;
}
