import type { Pod, PodSpec } from '../schema/pod.ts';
import type { Container } from '../schema/container.ts';
import type { Volume } from '../schema/volume.ts';
import { qosClassOf } from '../qosClass.ts';
import { defaultContainer, defaultRequests } from './container.ts';
import { change, fill } from './fill.ts';

/** What pods and their templates have in common (kubernetes pkg/apis/core/v1/defaults.go SetDefaults_PodSpec). */
export function defaultPodSpec(spec: PodSpec): PodSpec {
  const result = fill(withContainers(spec, defaultContainer), {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    schedulerName: 'default-scheduler',
    securityContext: {},
    // The two names of the service account are one (pkg/apis/core/v1/conversion.go).
    serviceAccountName: spec.serviceAccount || undefined,
    serviceAccount: spec.serviceAccountName || undefined,
  });
  return change(result, 'volumes', (volumes) => volumes.map(defaultVolume));
}

/** What only a pod gets, a template not: requests from limits, host ports, a first status (registry/core/pod/strategy.go). */
export function defaultPod(pod: Pod): Pod {
  let spec = withContainers(defaultPodSpec(pod.spec), defaultRequests);
  if (spec.enableServiceLinks === undefined) spec = { ...spec, enableServiceLinks: true };
  if (spec.hostNetwork === true) spec = withContainers(spec, withHostPorts);
  const defaulted = { ...pod, spec };
  return { ...defaulted, status: fill(pod.status ?? {}, { phase: 'Pending', qosClass: qosClassOf(defaulted) }) };
}

function withContainers(spec: PodSpec, how: (container: Container) => Container): PodSpec {
  return change({ ...spec, containers: spec.containers.map(how) }, 'initContainers', (containers) => containers.map(how));
}

function withHostPorts(container: Container): Container {
  return change(container, 'ports', (ports) => ports.map((port) => (port.hostPort ? port : { ...port, hostPort: port.containerPort })));
}

const defaultMode = 0o644;

function defaultVolume(volume: Volume): Volume {
  if (Object.keys(volume).every((field) => field === 'name')) return { ...volume, emptyDir: {} };
  let result = change(volume, 'configMap', (source) => fill(source, { defaultMode }));
  result = change(result, 'secret', (source) => fill(source, { defaultMode }));
  result = change(result, 'projected', (source) => fill(source, { defaultMode }));
  result = change(result, 'downwardAPI', (source) => fill(source, { defaultMode }));
  return change(result, 'hostPath', (source) => (source.type === undefined ? { ...source, type: '' } : source));
}
