import { apiserver, type ApiServerConfig } from '../../../../model/components/apiserver/index.ts';
import { bootstrapObjects } from '../../../../model/components/apiserver/bootstrap/index.ts';
import type { ApiReply, ApiRequest, NewRequest } from '../../../../model/components/client/protocol.ts';
import { etcd, storedObjects } from '../../../../model/components/etcd/etcd.ts';
import type { Json, JsonObject } from '../../../../model/kernel/json.ts';
import type { KubernetesObject } from '../../../../model/objects/index.ts';
import { Workbench } from '../../../support/workbench.ts';

export const resources = [
  'clusterrolebindings', 'clusterroles', 'deployments', 'leases', 'limitranges', 'mutatingwebhookconfigurations', 'namespaces', 'nodes', 'pods',
  'priorityclasses', 'resourcequotas', 'rolebindings', 'roles', 'serviceaccounts', 'validatingwebhookconfigurations',
];

export function pod(name: string, rest: { readonly metadata?: JsonObject; readonly spec?: JsonObject; readonly status?: JsonObject } = {}): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    ...rest,
    metadata: { namespace: 'default', ...(name !== '' && { name }), ...rest.metadata },
    spec: { containers: [{ name: 'web', image: 'nginx' }], ...rest.spec },
  };
}

/** A pod as it is when a kubelet runs it. */
export function boundPod(name: string, metadata: JsonObject = {}, spec: JsonObject = {}): JsonObject {
  return pod(name, { metadata, spec: { nodeName: 'node-1', terminationGracePeriodSeconds: 30, ...spec }, status: { phase: 'Running' } });
}

/** A cluster of etcd and one API server (or several), with clients played by the test. */
export class ApiBench extends Workbench {
  readonly #servers: readonly string[];

  constructor(objects: readonly JsonObject[] = [], servers: readonly string[] = ['apiserver'], config: Partial<ApiServerConfig> = {}) {
    const initial = storedObjects([...bootstrapObjects(), ...(objects as unknown as readonly KubernetesObject[])]);
    super([etcd({ objects: initial }), ...servers.map((name) => apiserver({ name, resources, warm: initial, ...config }))]);
    this.#servers = servers;
  }

  /** Sends a request; the identifier is how its reply is told apart. */
  request(id: string | null, request: Partial<NewRequest> & Pick<ApiRequest, 'verb'>, user = 'kubernetes-admin', server = this.#servers[0] ?? ''): void {
    const full: ApiRequest = { namespace: 'default', resource: 'pods', ...request, type: 'request', id, user };
    this.send('client', server, full);
  }

  /** Sends a request and lets everything run until its reply. */
  ask(request: Partial<NewRequest> & Pick<ApiRequest, 'verb'>, user?: string, server?: string): ApiReply {
    this.request('1', request, user, server);
    this.run();
    const [reply] = this.replies();
    if (reply === undefined) throw new Error(`no reply to ${request.verb}`);
    return reply;
  }

  replies(): readonly ApiReply[] {
    return this.received('client') as readonly ApiReply[];
  }

  stored(key: string): JsonObject | undefined {
    return this.parts('etcd')[key] as JsonObject | undefined;
  }

  /** The API server's cache takes in what has been committed since. */
  sync(server = this.#servers[0] ?? ''): void {
    this.#seen.set(server, this.catchUp(server, this.#seen.get(server) ?? 0));
  }
  readonly #seen = new Map<string, number>();

  /** The notes of the request with that identifier, in order. */
  notesOf(id: string): readonly string[] {
    return this.notes.filter((note) => note['request'] === `client/${id}`).map((note) => textOf(note['note']));
  }
}

export function uidOf(object: JsonObject | undefined): string {
  return textOf((object?.['metadata'] as JsonObject | undefined)?.['uid']);
}

export function revisionOf(object: JsonObject | undefined): string {
  return textOf((object?.['metadata'] as JsonObject | undefined)?.['resourceVersion']);
}

/** A value of which the test knows that it is a text or a number. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
