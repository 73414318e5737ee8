import type { Pod } from '../../../objects/index.ts';
import type { FilterPlugin } from '../framework.ts';

/** Two pods of a node cannot have the same host port (plugins/nodeports/node_ports.go). */
export const nodePorts: FilterPlugin = {
  name: 'NodePorts',
  guard: 'portsAreFree',
  protects: 'a pod that asks for host ports goes only where no pod has them (nodeports plugin)',
  events: ['AssignedPod/Delete', 'Node/Add'],
  filter(pod, info) {
    const wanted = hostPorts(pod);
    const used = info.pods.flatMap(hostPorts);
    return wanted.some((port) => used.some((other) => conflict(port, other))) ? ["node(s) didn't have free ports for the requested pod ports"] : [];
  },
};

interface HostPort {
  readonly ip: string;
  readonly protocol: string;
  readonly port: number;
}

/** Of the containers and of the init containers that stay (sidecars). */
function hostPorts(pod: Pod): readonly HostPort[] {
  const sidecars = (pod.spec.initContainers ?? []).filter((container) => container.restartPolicy === 'Always');
  return [...sidecars, ...pod.spec.containers]
    .flatMap((container) => container.ports ?? [])
    .filter((port) => (port.hostPort ?? 0) > 0)
    .map((port) => ({ ip: port.hostIP || '0.0.0.0', protocol: port.protocol ?? 'TCP', port: port.hostPort ?? 0 }));
}

/** 0.0.0.0 is every address (kube-scheduler framework HostPortInfo.CheckConflict). */
function conflict(one: HostPort, other: HostPort): boolean {
  const everywhere = one.ip === '0.0.0.0' || other.ip === '0.0.0.0';
  return one.port === other.port && one.protocol === other.protocol && (everywhere || one.ip === other.ip);
}
