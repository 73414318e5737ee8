import { canonicalText } from '../../../kernel/canonical.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import { matchesLabelSelector, type EndpointSlice, type KubernetesObject, type Pod, type Service } from '../../../objects/index.ts';
import type { InformerEvent } from '../../client/informer.ts';
import { succeeded, type NewRequest } from '../../client/protocol.ts';
import { note } from '../../notes.ts';
import type { Controller, ControllerStep, Progress, SyncResult } from '../controller.ts';
import { controllerRef } from '../ownership.ts';
import { isDeleting, queueKey, splitKey } from '../podState.ts';
import { endpointsOf, portsOf } from './endpoints.ts';

/**
 * Publishes the addresses of a Service's pods (pkg/controller/endpointslice, syncService). One slice a Service:
 * a hundred endpoints fit in one, and a model has fewer.
 */
export const endpointSliceController: Controller = {
  name: 'endpointSlice',
  watches: ['endpointslices', 'pods', 'services'],
  guards: {
    podIsReady: 'only a pod whose condition Ready is true is published as serving (pod lifecycle: readiness)',
    podIsNotTerminating: 'a terminating pod is published as not ready, whatever its condition says (pod lifecycle: termination; issues 54723, 89056, 116991)',
    podIsNotTerminal: 'a finished pod is not published: its address may be another one’s already (issues 109414, 110255)',
    sliceCacheIsFresh: 'slices are compared with the cache only when it shows the last write (endpointslice tracker; issues 117193, 99345)',
    sliceHasChanged: 'a slice that has changed, whoever wrote it, is compared with the pods again (endpointslice_controller.go, onEndpointSliceUpdate; the older Endpoints controller only noticed deletions: issue 117193)',
  },
  onEvent,
  sync: (step, key, progress) => (progress === undefined ? begin(step, key) : finish(step, key, progress)),
};

const serviceName = 'kubernetes.io/service-name';
const managedBy = 'endpointslice.kubernetes.io/managed-by';
const us = 'endpointslice-controller.k8s.io';

/** The last write to a Service's slice that the cache has not shown yet: `seen/<service>`. */
type Written = { readonly name: string; readonly resourceVersion: string };

function begin(step: ControllerStep, key: string): SyncResult {
  const { namespace, name } = splitKey(key);
  const service = step.cachedObject<Service>('services', namespace, name);
  if (service === undefined) {
    step.setOwn(`written/${key}`, undefined);
    return { done: true };
  }
  if (service.spec.selector === undefined || isDeleting(service)) return { done: true };
  if (!step.check('sliceCacheIsFresh', step.own(`written/${key}`) === undefined)) return { retry: true };
  const pods = step.cached<Pod>('pods', namespace).filter((pod) => matchesLabelSelector({ matchLabels: service.spec.selector ?? {} }, pod.metadata.labels));
  const [slice, ...surplus] = step.cached<EndpointSlice & JsonObject>('endpointslices', namespace).filter((candidate) => serviceOf(candidate) === key && !isDeleting(candidate));
  const wanted = { addressType: 'IPv4', endpoints: endpointsOf(step, service, pods), ports: portsOf(service, pods) };
  const requests = [...write(service, slice, wanted), ...surplus.map(({ metadata }) => ({ verb: 'delete', resource: 'endpointslices', namespace, name: String(metadata.name) }) as const)];
  if (requests.length === 0) return { done: true };
  return { wait: { failed: false }, requests: requests.map((request, index) => ({ tag: `${request.verb}/${index}`, request })) };
}

function write(service: Service, slice: (EndpointSlice & JsonObject) | undefined, wanted: JsonObject): readonly NewRequest[] {
  const { namespace = '', name } = service.metadata;
  const labels = { [serviceName]: name, [managedBy]: us };
  if (slice === undefined) {
    const metadata = { generateName: `${name}-`, namespace, labels, ownerReferences: [controllerRef('v1', 'Service', service)] };
    return [{ verb: 'create', resource: 'endpointslices', namespace, body: { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata, ...wanted } }];
  }
  const isEqual = ['addressType', 'endpoints', 'ports'].every((field) => canonicalText(slice[field] ?? [], field) === canonicalText(wanted[field] ?? [], field));
  if (isEqual) return [];
  return [{ verb: 'update', resource: 'endpointslices', namespace, name: String(slice.metadata.name), body: { ...slice, ...wanted } }];
}

function finish(step: ControllerStep, key: string, { memory, tag, reply, unanswered }: Progress): SyncResult {
  const failed = (memory as { readonly failed: boolean }).failed || !(succeeded(reply) || (tag.startsWith('delete') && reply.code === 404));
  if (succeeded(reply) && !tag.startsWith('delete')) written(step, key, reply.object as KubernetesObject | undefined);
  if (unanswered > 0) return { wait: { failed } };
  return failed ? { retry: true } : { done: true };
}

function written(step: ControllerStep, key: string, slice: KubernetesObject | undefined): void {
  if (slice === undefined) return;
  const { namespace, name, resourceVersion = '0' } = slice.metadata;
  step.note(note('endpoints published', `endpoints of ${key} published`, { service: key, slice: slice as unknown as JsonObject }));
  const cached = step.cachedObject('endpointslices', namespace, name);
  const isShown = cached !== undefined && isAtLeast(cached, resourceVersion);
  step.setOwn(`written/${key}`, isShown ? undefined : { name, resourceVersion });
}

function isAtLeast(object: KubernetesObject, resourceVersion: string): boolean {
  return Number(object.metadata.resourceVersion ?? 0) >= Number(resourceVersion);
}

function onEvent(step: ControllerStep, { type, resource, object, old }: InformerEvent): readonly string[] {
  if (resource === 'services') return [queueKey(object)];
  if (resource === 'pods') {
    const services = step.cached<Service>('services', object.metadata.namespace);
    const labels = [object.metadata.labels, ...(old ? [old.metadata.labels] : [])];
    return services.filter(({ spec }) => spec.selector !== undefined && labels.some((of) => matchesLabelSelector({ matchLabels: spec.selector ?? {} }, of))).map(queueKey);
  }
  const key = serviceOf(object);
  if (key === undefined) return [];
  const awaited = step.own(`written/${key}`) as Written | undefined;
  if (awaited?.name === object.metadata.name && (type === 'DELETED' || isAtLeast(object, awaited?.resourceVersion ?? '0'))) step.setOwn(`written/${key}`, undefined);
  return type === 'DELETED' || step.check('sliceHasChanged', old?.metadata.resourceVersion !== object.metadata.resourceVersion) ? [key] : [];
}

/** The Service (`namespace/name`) of a slice that is ours. */
function serviceOf(slice: KubernetesObject): string | undefined {
  const labels = slice.metadata.labels ?? {};
  return labels[managedBy] === us ? `${slice.metadata.namespace ?? ''}/${labels[serviceName] ?? ''}` : undefined;
}
