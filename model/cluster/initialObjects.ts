import { bootstrapObjects } from '../components/apiserver/bootstrap/index.ts';
import { applyDefaults, keyOf, type KubernetesObject } from '../objects/index.ts';
import type { Scenario } from '../scenario.ts';

/** What a node offers when a scenario only says how many there are. */
const capacity = { cpu: '4', memory: '8Gi', 'ephemeral-storage': '100Gi', pods: '110' } as const;

/** A healthy Linux worker. */
export function defaultNode(name: string): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64' } },
    spec: {},
    status: { capacity, allocatable: capacity, conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady' }] },
  };
}

/** A node of a manifest, made whole: what a kubelet would have reported. */
function reported(node: KubernetesObject): KubernetesObject {
  const whole = defaultNode(node.metadata.name);
  if (node.kind !== 'Node' || whole.kind !== 'Node') return node;
  return { ...whole, ...node, metadata: { ...node.metadata, labels: { ...whole.metadata.labels, ...node.metadata.labels } }, status: { ...whole.status, ...node.status } };
}

/** What etcd holds at the beginning: what every cluster has, the nodes, what the scenario says. */
export function initialObjects(scenario: Scenario, leaders: readonly Leader[]): readonly KubernetesObject[] {
  // The schema of a scenario knows objects as JSON; they were validated when they were read.
  const given = (scenario.objects as unknown as readonly KubernetesObject[]).map(reported);
  const nodes = given.some(({ kind }) => kind === 'Node') ? [] : Array.from({ length: scenario.nodes }, (_, index) => defaultNode(`node-${index + 1}`));
  const all = [...bootstrapObjects(), ...nodes, ...given, ...leaders.map(lease)].map((object) => applyDefaults(object));
  return [...new Map(all.map((object) => [keyOf(object), object])).values()];
}

/** Who holds a Lease in `kube-system` at the beginning. */
export interface Leader {
  readonly lease: string;
  readonly holder: string;
}

export const managerLease = 'kube-controller-manager';
export const schedulerLease = 'kube-scheduler';

/** In a cluster that has been up for a while, somebody leads. */
function lease({ lease: name, holder: holderIdentity }: Leader): KubernetesObject {
  return { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name, namespace: 'kube-system' }, spec: { holderIdentity, leaseDurationSeconds: 15 } };
}
