import * as fc from 'fast-check';
import type { JsonObject } from '../../model/kernel/index.ts';
import { object, sometimes } from './build.ts';
import { priorityClass } from './vocabulary.ts';

const hard = object({ pods: fc.constantFrom('3', '2', '1'), 'requests.cpu': sometimes(fc.constantFrom('4', '1'), 3) });

/** What the pods of the default namespace may use together. */
export function resourceQuotaArbitrary(name = 'quota'): fc.Arbitrary<JsonObject> {
  return hard.map((limits) => ({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name, namespace: 'default' }, spec: { hard: limits } }));
}

const containerLimits = object({
  default: sometimes(fc.constant({ cpu: '1', memory: '1Gi' }), 5),
  defaultRequest: sometimes(fc.constant({ cpu: '100m' }), 5),
  max: sometimes(fc.constantFrom({ cpu: '2' }, { cpu: '4' }), 5),
});

/** What a container gets when it asks for nothing, and at most. */
export function limitRangeArbitrary(name = 'limits'): fc.Arbitrary<JsonObject> {
  return containerLimits.map((limits) => ({ apiVersion: 'v1', kind: 'LimitRange', metadata: { name, namespace: 'default' }, spec: { limits: [{ type: 'Container', ...limits }] } }));
}

/** The class that generated pods may name. */
export function priorityClassArbitrary(name: string = priorityClass): fc.Arbitrary<JsonObject> {
  return object({ preemptionPolicy: sometimes(fc.constant('Never'), 3) }).map((rest) => ({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value: 1000, ...rest }));
}
