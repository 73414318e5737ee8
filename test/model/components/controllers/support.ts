import { controllerManager, type ControllerManagerConfig } from '../../../../model/components/controllers/controllerManager.ts';
import type { Controller } from '../../../../model/components/controllers/controller.ts';
import type { JsonObject } from '../../../../model/kernel/json.ts';
import type { Deployment, KubernetesObject, Node, Pod, ReplicaSet, Service } from '../../../../model/objects/index.ts';
import { PlayedCluster } from '../../../support/playedCluster.ts';

/** A controller manager that has been running for a while, in a cluster that holds these objects. */
export function play(controllers: readonly Controller[], objects: readonly KubernetesObject[], more: Partial<ControllerManagerConfig> = {}): PlayedCluster {
  const config = { name: 'controller-manager', user: 'system:kube-controller-manager', apiservers: ['apiserver'], controllers, warm: objects, ...more };
  return new PlayedCluster(controllerManager(config), objects);
}

export function replicaSet(name: string, replicas: number, more: JsonObject = {}): ReplicaSet & JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name, namespace: 'default', uid: `${name}-uid`, resourceVersion: '1', generation: 1 },
    spec: { replicas, selector: { matchLabels: { app: 'web' } }, template: template() },
    status: { replicas: 0 },
    ...more,
  } as unknown as ReplicaSet & JsonObject;
}

export function deployment(name: string, replicas: number, spec: JsonObject = {}): Deployment & JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'default', uid: `${name}-uid`, resourceVersion: '1', generation: 1 },
    spec: { replicas, selector: { matchLabels: { app: 'web' } }, template: template(), ...spec },
  } as unknown as Deployment & JsonObject;
}

export function template(image = 'web:1'): JsonObject {
  return { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image }] } };
}

export function pod(name: string, more: { readonly spec?: JsonObject; readonly status?: JsonObject; readonly metadata?: JsonObject } = {}): Pod & JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', uid: `${name}-uid`, resourceVersion: '1', labels: { app: 'web' }, ...more.metadata },
    spec: { containers: [{ name: 'web', image: 'web:1' }], ...more.spec },
    status: { phase: 'Pending', ...more.status },
  } as unknown as Pod & JsonObject;
}

export const ready: JsonObject = { phase: 'Running', podIP: '10.0.0.1', conditions: [{ type: 'Ready', status: 'True' }] };

export function node(name: string, readyStatus: string, spec: JsonObject = {}): Node & JsonObject {
  return { apiVersion: 'v1', kind: 'Node', metadata: { name, uid: `${name}-uid`, resourceVersion: '1' }, spec, status: { conditions: [{ type: 'Ready', status: readyStatus }] } } as unknown as Node & JsonObject;
}

export function service(name: string, spec: JsonObject = {}): Service & JsonObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'default', uid: `${name}-uid`, resourceVersion: '1' }, spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }], ...spec } } as unknown as Service & JsonObject;
}

export function ownedBy(owner: KubernetesObject): JsonObject {
  return { ownerReferences: [{ apiVersion: owner.apiVersion, kind: owner.kind, name: String(owner.metadata.name), uid: String(owner.metadata.uid), controller: true }] };
}
