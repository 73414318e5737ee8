import * as fc from 'fast-check';
import type { JsonObject } from '../../model/kernel/index.ts';
import { list, object, sometimes, withoutUndefined, type Unnamed } from './build.ts';
import { containerArbitrary } from './containers.ts';
import { app, disk, disks, priorityClass, readinessGate, schedulingGate, taintKey, watched, zone } from './vocabulary.ts';

export interface PodOptions {
  readonly maximumContainers?: number;
  readonly maximumInitContainers?: number;
  /** `Always` is all that the template of a Deployment may say. */
  readonly restartPolicies?: readonly ('Always' | 'OnFailure' | 'Never')[];
}

const toleration = fc.constantFrom({ key: taintKey, operator: 'Exists' }, { key: taintKey, operator: 'Equal', value: 'web', effect: 'NoSchedule' }, { operator: 'Exists' });

const affinity = fc.oneof(
  fc.constantFrom(...disks).map((value) => ({ nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: disk, operator: 'In', values: [value] }] }] } } })),
  app.map((value) => ({ podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: { app: value } }, topologyKey: 'kubernetes.io/hostname' }] } })),
);

const spreading = app.map((value) => [{ maxSkew: 1, topologyKey: zone, whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: value } } }]);

/** A pod's spec as a user may write it. */
export function podSpecArbitrary({ maximumContainers = 2, maximumInitContainers = 1, restartPolicies = ['Always', 'OnFailure', 'Never'] }: PodOptions = {}): fc.Arbitrary<JsonObject> {
  return object({
    containers: named('main', 1, maximumContainers, true),
    initContainers: maximumInitContainers > 0 ? sometimes(named('init', 1, maximumInitContainers, false)) : fc.constant(undefined),
    restartPolicy: sometimes(fc.constantFrom(...restartPolicies)),
    nodeSelector: sometimes(fc.constantFrom(...disks).map((value) => ({ [disk]: value })), 1),
    tolerations: sometimes(list(toleration, 1, 2), 2),
    affinity: sometimes(affinity, 1),
    topologySpreadConstraints: sometimes(spreading, 1),
    schedulingGates: sometimes(fc.constant([{ name: schedulingGate }]), 1),
    readinessGates: sometimes(fc.constant([{ conditionType: readinessGate }]), 1),
    priorityClassName: sometimes(fc.constant(priorityClass), 1),
    terminationGracePeriodSeconds: sometimes(fc.constantFrom(0, 30), 1),
  });
}

/** Containers named `main`, `main-2`...: names are unique in a pod. */
function named(first: string, minimum: number, maximum: number, probes: boolean): fc.Arbitrary<JsonObject[]> {
  return list(containerArbitrary(first, { probes }), minimum, maximum).map((all) => all.map((container, index) => ({ ...container, name: index === 0 ? first : `${first}-${index + 1}` })));
}

/** Labels that services, spread constraints and webhooks may select. */
export const podLabelsArbitrary: fc.Arbitrary<JsonObject> = fc.tuple(sometimes(app, 6), sometimes(fc.constant(watched))).map(([value, mark]) => withoutUndefined({ app: value, ...mark }));

export function podArbitrary(name = 'web', options: PodOptions = {}): fc.Arbitrary<JsonObject> {
  return unnamedPod(options).map((make) => make(name));
}

export function unnamedPod(options: PodOptions = {}): Unnamed {
  return fc.record({ labels: podLabelsArbitrary, spec: podSpecArbitrary(options) }).map(({ labels, spec }) => (name) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: withoutUndefined({ name, labels: Object.keys(labels).length > 0 ? labels : undefined }),
    spec,
  }));
}
