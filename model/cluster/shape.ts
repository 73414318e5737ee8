/** What a cluster's components are called: how properties and reports find them. */
export interface ClusterShape {
  readonly etcd: string;
  readonly apiservers: readonly string[];
  readonly schedulers: readonly string[];
  readonly controllerManagers: readonly string[];
  readonly nodes: readonly NodeShape[];
  readonly webhooks: readonly string[];
  readonly registry: string;
  readonly dns: string;
  readonly kubectl: string;
  readonly kubectlGet: string;
  /** Images that the registry does not have: pods that need them never run. */
  readonly missingImages?: readonly string[];
}

export interface NodeShape {
  readonly name: string;
  readonly kubelet: string;
  readonly runtime: string;
  readonly cni: string;
  readonly csi: string;
  readonly kubeProxy: string;
}

/** One of them has no suffix, several are told apart by letters: `scheduler`, or `scheduler-a` and `scheduler-b`. */
export function replicas(name: string, count: number): readonly string[] {
  return count === 1 ? [name] : Array.from({ length: count }, (_, index) => `${name}-${'abcdefghij'[index] ?? index}`);
}

export function nodeShape(name: string): NodeShape {
  return { name, kubelet: `kubelet-${name}`, runtime: `runtime-${name}`, cni: `cni-${name}`, csi: `csi-${name}`, kubeProxy: `kube-proxy-${name}` };
}
