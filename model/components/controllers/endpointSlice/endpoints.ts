import type { JsonObject } from '../../../kernel/json.ts';
import type { Pod, Service } from '../../../objects/index.ts';
import type { ControllerStep } from '../controller.ts';
import { isDeleting, isReady, isTerminal } from '../podState.ts';

/** One endpoint of a slice, as a pod makes it (staging/src/k8s.io/endpointslice/utils.go, podToEndpoint). */
export type Endpoint = JsonObject & {
  readonly addresses: readonly string[];
  readonly conditions: { readonly ready: boolean; readonly serving: boolean; readonly terminating: boolean };
  readonly nodeName?: string;
  readonly targetRef: { readonly kind: 'Pod'; readonly namespace?: string; readonly name: string; readonly uid: string };
};

/** A pod that has an address and is not finished gets an endpoint, ready or not (ShouldPodBeInEndpoints with includeTerminating). */
export function endpointsOf(step: ControllerStep, service: Service, pods: readonly Pod[]): readonly Endpoint[] {
  return pods
    .filter((pod) => pod.status?.podIP !== undefined && pod.status.podIP !== '' && step.check('podIsNotTerminal', !isTerminal(pod)))
    .map((pod) => endpointOf(step, service, pod));
}

function endpointOf(step: ControllerStep, service: Service, pod: Pod): Endpoint {
  const publishesNotReady = service.spec.publishNotReadyAddresses === true;
  const serving = step.check('podIsReady', isReady(pod)) || publishesNotReady;
  const stays = step.check('podIsNotTerminating', !isDeleting(pod));
  const { namespace, name, uid = '' } = pod.metadata;
  return {
    addresses: [String(pod.status?.podIP)],
    conditions: { ready: publishesNotReady || (serving && stays), serving, terminating: !stays },
    ...(pod.spec.nodeName !== undefined && { nodeName: pod.spec.nodeName }),
    targetRef: { kind: 'Pod', ...(namespace !== undefined && { namespace }), name, uid },
  };
}

/** The ports of the slice; a named target port is looked up in the pods' containers (FindPort). */
export function portsOf(service: Service, pods: readonly Pod[]): readonly JsonObject[] {
  return (service.spec.ports ?? []).flatMap((port) => {
    const number = typeof port.targetPort === 'string' ? namedPort(pods, port.targetPort) : (port.targetPort ?? port.port);
    return number === undefined ? [] : [{ name: port.name ?? '', port: number, protocol: port.protocol ?? 'TCP' }];
  });
}

function namedPort(pods: readonly Pod[], name: string): number | undefined {
  for (const pod of pods) {
    for (const container of pod.spec.containers) {
      const found = (container.ports ?? []).find((port) => port.name === name);
      if (found !== undefined) return found.containerPort;
    }
  }
  return undefined;
}
