import type { StateView } from '../../model/kernel/index.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import { matchesLabels, type EndpointSlice, type Pod, type Service } from '../../model/objects/index.ts';
import { nameOf, stored, type ClusterLiveness } from '../cluster.ts';
import { isTerminal, servesTraffic } from '../pods/podView.ts';
import { fair } from './fairness.ts';

/** The liveness behind P35: traffic goes where the Ready pods are. */
export const endpointsConverge: ClusterLiveness = {
  kind: 'liveness',
  name: 'endpoints-converge',
  statement: 'The EndpointSlices of a Service, the rules of every node and the DNS records of headless Services come to hold the addresses of its Ready pods.',
  promise: 'P35',
  source: 'Service and EndpointSlice documentation; kubernetes#117193, kubernetes#54723',
  fairness: fair,
  missing(state, shape) {
    const pods = stored<Pod>(state, shape, 'pods');
    const slices = stored<EndpointSlice>(state, shape, 'endpointslices');
    for (const service of stored<Service>(state, shape, 'services')) {
      if (service.metadata.deletionTimestamp !== undefined || service.spec.selector === undefined) continue;
      const why = wrongEndpoints(service, pods, slices) ?? wrongRules(service, pods, state, shape);
      if (why !== undefined) return why;
    }
    return undefined;
  },
  premise: (state, shape) => stored<Service>(state, shape, 'services').some(({ spec }) => spec.selector !== undefined),
};

/** The addresses that ought to get traffic, sorted. */
function wanted({ metadata, spec }: Service, pods: readonly Pod[]): string {
  const selected = pods.filter((pod) => pod.metadata.namespace === metadata.namespace && matchesLabels(spec.selector, pod.metadata.labels) && !isTerminal(pod.status?.phase));
  const serving = selected.filter((pod) => spec.publishNotReadyAddresses === true || servesTraffic(pod));
  return list(serving.flatMap(({ status }) => status?.podIP || []));
}

function wrongEndpoints(service: Service, pods: readonly Pod[], slices: readonly EndpointSlice[]): string | undefined {
  const own = slices.filter(({ metadata }) => metadata.namespace === service.metadata.namespace && metadata.labels?.['kubernetes.io/service-name'] === service.metadata.name);
  const published = list(own.flatMap(({ endpoints = [] }) => endpoints.filter(({ conditions }) => conditions?.ready !== false).flatMap(({ addresses }) => addresses)));
  const right = wanted(service, pods);
  return published === right ? undefined : `the Ready pods of Service ${nameOf(service.metadata)} are ${right}, and its ready endpoints are ${published}`;
}

function wrongRules(service: Service, pods: readonly Pod[], state: StateView, shape: ClusterShape): string | undefined {
  const name = nameOf(service.metadata);
  const right = wanted(service, pods);
  const isHeadless = service.spec.clusterIP === 'None';
  const holders = isHeadless ? [[shape.dns, 'record'] as const] : shape.nodes.map(({ kubeProxy }) => [kubeProxy, 'rules'] as const);
  for (const [component, kind] of holders) {
    const addresses = list((state.get(component, `${kind}/${name}`) ?? []) as readonly string[]);
    if (addresses !== right) return `the Ready pods of Service ${name} are ${right}, and ${component} sends its traffic to ${addresses}`;
  }
  return undefined;
}

function list(addresses: readonly string[]): string {
  return addresses.length === 0 ? 'none' : [...new Set(addresses)].sort().join(', ');
}
