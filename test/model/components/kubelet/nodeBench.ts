import { cni } from '../../../../model/components/cni/cni.ts';
import { describeCni, isCniReply, isCniRequest } from '../../../../model/components/cni/protocol.ts';
import { strategicMerge } from '../../../../model/components/apiserver/strategicMerge.ts';
import type { ApiRequest } from '../../../../model/components/client/protocol.ts';
import { describeRequest } from '../../../../model/components/client/protocol.ts';
import { csi } from '../../../../model/components/csi/csi.ts';
import { describeCsi, isCsiReply, isCsiRequest } from '../../../../model/components/csi/protocol.ts';
import { kubelet } from '../../../../model/components/kubelet/kubelet.ts';
import { registry } from '../../../../model/components/registry/registry.ts';
import { describePull, isPullReply, isPullRequest } from '../../../../model/components/registry/protocol.ts';
import { describeCri, isCriEvent, isCriReply, isCriRequest } from '../../../../model/components/runtime/protocol.ts';
import { runtime } from '../../../../model/components/runtime/runtime.ts';
import type { JsonObject } from '../../../../model/kernel/json.ts';
import type { Node, Pod } from '../../../../model/objects/index.ts';
import { Workbench, type Underway } from '../../../support/workbench.ts';

export const node: Node = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'node-1', uid: 'node-1-uid', labels: { disk: 'ssd' } },
  spec: {},
  status: {
    allocatable: { cpu: '2', memory: '4Gi', pods: '3' },
    addresses: [{ type: 'InternalIP', address: '192.168.0.1' }],
    conditions: [{ type: 'Ready', status: 'True' }],
  },
};

type PodExtras = { readonly name?: string; readonly uid?: string; readonly annotations?: { [key: string]: string }; readonly spec?: Partial<Pod['spec']>; readonly status?: Pod['status'] };

/** A pod that is bound to node-1. */
export function boundPod({ name = 'web', uid = `${name}-uid`, annotations, spec, status }: PodExtras = {}): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', uid, ...(annotations && { annotations }) },
    spec: { nodeName: 'node-1', restartPolicy: 'Always', terminationGracePeriodSeconds: 30, containers: [{ name: 'app', image: 'nginx:1.27', imagePullPolicy: 'IfNotPresent' }], ...spec },
    status: status ?? { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'True' }] },
  };
}

export interface BenchOptions {
  readonly pods?: readonly Pod[];
  readonly missing?: readonly string[];
  readonly node?: Node;
  readonly cold?: boolean;
  readonly mutants?: { readonly [guard: string]: boolean };
}

/** A node with all that runs on it, and as much of an API server as a kubelet notices. */
export class NodeBench {
  readonly bench: Workbench;
  /** What the API server stores, by `<namespace>/<name>`. */
  readonly stored = new Map<string, Pod>();
  readonly node: Node;
  /** Every message that was delivered, in words. */
  readonly messages: string[] = [];
  /** Every phase that was stored for a pod, in order. */
  readonly history: Pod[] = [];
  readonly nodePatches: ApiRequest[] = [];
  /** Webhooks deny so many writes from now on. */
  denials = 0;
  #revision = 1;

  constructor(options: BenchOptions = {}) {
    this.node = options.node ?? node;
    for (const pod of options.pods ?? []) this.stored.set(keyOf(pod), this.#stamp(pod));
    const warm = [this.node, ...this.stored.values()];
    this.bench = new Workbench([
      kubelet({ node, apiservers: ['apiserver'], runtime: 'runtime-node-1', csi: 'csi-node-1', ...(!options.cold && { warm }) }),
      runtime({ name: 'runtime-node-1', cni: 'cni-node-1', registry: 'registry', kubelet: 'kubelet-node-1' }),
      cni({ name: 'cni-node-1', nodeIndex: 0 }),
      csi({ name: 'csi-node-1' }),
      registry({ missing: options.missing ?? [] }),
    ]);
    this.bench.options = { ...(options.mutants && { mutants: options.mutants }) };
  }

  /** Stores a pod, as a user or a controller does, and shows it to the kubelet. */
  store(pod: Pod): void {
    const before = this.stored.get(keyOf(pod));
    const stored = this.#stamp(pod);
    this.stored.set(keyOf(pod), stored);
    this.watch(before === undefined ? 'ADDED' : 'MODIFIED', stored);
  }

  watch(type: 'ADDED' | 'MODIFIED' | 'DELETED', pod: Pod): void {
    this.bench.take('kubelet-node-1', { kind: 'entry', log: 'pods', entry: { type, object: pod } });
  }

  pod(name = 'web'): Pod {
    const found = this.stored.get(`default/${name}`);
    if (found === undefined) throw new Error(`there is no pod ${name}`);
    return found;
  }

  /** kubectl delete: marks it, or with `force` removes it at once. */
  delete(name = 'web', force = false): void {
    const pod = this.pod(name);
    if (!force) return this.store({ ...pod, metadata: { ...pod.metadata, deletionTimestamp: '1970-01-01T00:00:00Z', deletionGracePeriodSeconds: 30 } });
    this.stored.delete(keyOf(pod));
    this.watch('DELETED', this.#stamp(pod));
  }

  /** Until nothing is left to do; `until` stops it earlier. */
  settle(until: () => boolean = () => false): void {
    for (let steps = 0; steps < 2000; steps++) {
      if (until()) return;
      if (this.#deliver() || this.#answer()) continue;
      if (!['kubelet-node-1', 'runtime-node-1'].some((name) => this.bench.internal(name))) return;
    }
    throw new Error('the node does not come to rest');
  }

  strike(fault: string): void {
    this.bench.options = { ...this.bench.options, faults: [fault] };
  }

  /** The next internal step whose label starts so, with a fault if one is named. */
  internal(component: 'kubelet-node-1' | 'runtime-node-1', label: string, fault?: string): boolean {
    const { faults: _, ...calm } = this.bench.options;
    if (fault !== undefined) this.strike(fault);
    const done = this.bench.internal(component, label);
    this.bench.options = calm;
    return done;
  }

  timersAndWork(): readonly string[] {
    return ['kubelet-node-1', 'runtime-node-1'].flatMap((name) => this.bench.internals(name));
  }

  notes(name: string): readonly JsonObject[] {
    return this.bench.notes.filter((note) => note['note'] === name);
  }

  /** Starts and ends of containers, in order: `app started`. */
  story(): readonly string[] {
    const notes = this.bench.notes as unknown as readonly { readonly note: string; readonly container?: string }[];
    return notes.filter(({ note }) => note === 'container started' || note === 'container exited').map(({ note, container }) => `${container} ${note.replace('container ', '')}`);
  }

  running(): readonly string[] {
    const parts = this.bench.parts('runtime-node-1');
    return Object.entries(parts).flatMap(([part, value]) => (part.startsWith('container/') && (value as { state: string }).state === 'running' ? [part.slice('container/'.length)] : []));
  }

  #deliver(): boolean {
    let delivered: Underway | undefined;
    const done = this.bench.deliver((message) => {
      delivered = message;
      return true;
    });
    if (done && delivered) this.messages.push(words(delivered));
    return done;
  }

  #answer(): boolean {
    const requests = this.bench.received('apiserver') as unknown as readonly ApiRequest[];
    for (const request of requests) {
      this.messages.push(`kubelet → apiserver: ${describeRequest(request)}`);
      this.bench.send('apiserver', 'kubelet-node-1', { type: 'reply', id: request.id, ...this.#execute(request) });
    }
    return requests.length > 0;
  }

  #execute(request: ApiRequest): JsonObject {
    if (request.verb === 'list') return { code: 200, items: request.resource === 'nodes' ? [this.node] : [...this.stored.values()], resourceVersion: '1' };
    if (request.verb === 'watch') return { code: 200 };
    if (this.denials > 0) {
      this.denials--;
      return { code: 403, reason: 'Forbidden' };
    }
    if (request.resource === 'nodes') {
      this.nodePatches.push(request);
      return { code: 200 };
    }
    const stored = this.stored.get(`${request.namespace}/${request.name}`);
    if (stored === undefined) return { code: 404, reason: 'NotFound' };
    const uid = request.verb === 'patch' ? (request.body as { readonly metadata: { readonly uid: string } } | undefined)?.metadata.uid : request.options?.preconditions?.uid;
    if (uid !== stored.metadata.uid) return { code: 409, reason: 'Conflict' };
    if (request.verb === 'delete') {
      this.stored.delete(keyOf(stored));
      this.watch('DELETED', this.#stamp(stored));
      return { code: 200 };
    }
    const patched = strategicMerge(stored, request.body ?? {}) as Pod;
    this.store(patched);
    this.history.push(patched);
    return { code: 200 };
  }

  #stamp(pod: Pod): Pod {
    return { ...pod, metadata: { ...pod.metadata, resourceVersion: String(this.#revision++) } };
  }
}

function keyOf(pod: Pod): string {
  return `${pod.metadata.namespace}/${pod.metadata.name}`;
}

function words({ from, to, message }: Underway): string {
  return `${short(from)} → ${short(to)}: ${describe(message)}`;
}

function short(name: string): string {
  return name.replace(/-node-1$/, '');
}

function describe(message: JsonObject): string {
  if (isCriRequest(message) || isCriReply(message) || isCriEvent(message)) return describeCri(message);
  if (isCniRequest(message) || isCniReply(message)) return describeCni(message);
  if (isCsiRequest(message) || isCsiReply(message)) return describeCsi(message);
  if (isPullRequest(message) || isPullReply(message)) return describePull(message);
  return JSON.stringify(message['code']);
}
