import { matchesNodeSelector, matchesRequiredNodeAffinity, tolerates, untoleratedTaint, type Node, type PersistentVolume, type PersistentVolumeClaim, type Pod } from '../../../model/objects/index.ts';
import { brokenAffinity } from './affinity.ts';
import { lacking } from './resources.ts';
import { brokenSpread } from './spread.ts';

/** What somebody believes of the cluster, as far as the placement of a pod depends on it. */
export interface Placement {
  readonly nodes: readonly Node[];
  /** Those that count on a node (bound or assumed, and not finished): `spec.nodeName` says which. */
  readonly pods: readonly Pod[];
  readonly claims: readonly PersistentVolumeClaim[];
  readonly volumes: readonly PersistentVolume[];
  readonly namespaces: readonly { readonly metadata: Pod['metadata'] }[];
}

/**
 * Why a pod may not go to a node, computed apart from the scheduler: the documentation's words on each of the
 * filters, one after the other (Kubernetes documentation, "Scheduling, Preemption and Eviction").
 */
export function whyNot(pod: Pod, node: Node, placement: Placement): string | undefined {
  const there = placement.pods.filter((other) => other.spec.nodeName === node.metadata.name);
  return (
    cordoned(pod, node) ??
    (pod.spec.nodeName && pod.spec.nodeName !== node.metadata.name ? `the pod asks for node ${pod.spec.nodeName}` : undefined) ??
    tainted(pod, node) ??
    (matchesRequiredNodeAffinity(pod, node) ? undefined : 'the node does not match its node selector or affinity') ??
    lacking(pod, node, there) ??
    takenPort(pod, there) ??
    unreachableVolume(pod, node, placement) ??
    brokenAffinity(pod, node, placement) ??
    brokenSpread(pod, node, placement)
  );
}

/** The nodes to which a pod may go. */
export function feasibleNodes(pod: Pod, placement: Placement): readonly string[] {
  return placement.nodes.filter((node) => whyNot(pod, node, placement) === undefined).map(({ metadata }) => metadata.name);
}

function cordoned(pod: Pod, node: Node): string | undefined {
  if (node.spec?.unschedulable !== true) return undefined;
  const isTolerated = (pod.spec.tolerations ?? []).some((toleration) => tolerates(toleration, { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }));
  return isTolerated ? undefined : 'the node is cordoned';
}

function tainted(pod: Pod, node: Node): string | undefined {
  const taint = untoleratedTaint(node.spec?.taints, pod.spec.tolerations);
  return taint && `the node has the taint ${taint.key}:${taint.effect}, which it does not tolerate`;
}

/** Host ports of containers and of sidecars; 0.0.0.0 is every address. */
function takenPort(pod: Pod, there: readonly Pod[]): string | undefined {
  const taken = there.flatMap(hostPorts);
  const clash = hostPorts(pod).find((own) => taken.some((other) => own.port === other.port && own.protocol === other.protocol && (own.ip === other.ip || own.ip === '0.0.0.0' || other.ip === '0.0.0.0')));
  return clash && `host port ${clash.port} is taken on the node`;
}

function hostPorts(pod: Pod) {
  const sidecars = (pod.spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  const ports = [...sidecars, ...pod.spec.containers].flatMap((container) => container.ports ?? []);
  return ports.flatMap(({ hostPort = 0, hostIP, protocol }) => (hostPort > 0 ? [{ port: hostPort, ip: hostIP || '0.0.0.0', protocol: protocol ?? 'TCP' }] : []));
}

/** Volumes that are bound already have a place; those that are not go where the pod goes. */
function unreachableVolume(pod: Pod, node: Node, { claims, volumes }: Placement): string | undefined {
  const names = (pod.spec.volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);
  for (const claim of claims.filter(({ metadata }) => metadata.namespace === pod.metadata.namespace && names.includes(metadata.name))) {
    const volume = volumes.find(({ metadata }) => metadata.name === claim.spec.volumeName);
    const required = volume?.spec.nodeAffinity?.required;
    if (required !== undefined && !matchesNodeSelector(required, node)) return `its volume ${volume?.metadata.name ?? ''} cannot be reached from the node`;
  }
  return undefined;
}
