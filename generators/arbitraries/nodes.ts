import * as fc from 'fast-check';
import type { JsonObject } from '../../model/kernel/index.ts';
import { object, sometimes, type Unnamed } from './build.ts';
import { disk, disks, taintKey, zone, zones } from './vocabulary.ts';

const sizes = [
  { cpu: '4', memory: '8Gi', 'ephemeral-storage': '100Gi', pods: '110' },
  { cpu: '2', memory: '2Gi', 'ephemeral-storage': '100Gi', pods: '110' },
  { cpu: '4', memory: '8Gi', 'ephemeral-storage': '100Gi', pods: '1' },
] as const;

const taint = fc.constantFrom('NoSchedule', 'PreferNoSchedule', 'NoExecute').map((effect) => ({ key: taintKey, value: 'web', effect }));

const spec = object({ unschedulable: sometimes(fc.constant(true), 1), taints: sometimes(taint.map((only) => [only])) });
const ownLabels = object({ [disk]: sometimes(fc.constantFrom(...disks), 4), [zone]: sometimes(fc.constantFrom(...zones), 4) });

/** A Linux worker: large or small, perhaps labelled, tainted or cordoned. */
export function nodeArbitrary(name = 'node-1'): fc.Arbitrary<JsonObject> {
  return unnamedNode.map((make) => make(name));
}

export const unnamedNode: Unnamed = fc.record({ labels: ownLabels, spec, size: fc.constantFrom(...sizes) }).map(({ labels, spec: own, size }) => (name) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels: { 'kubernetes.io/hostname': name, ...labels } },
  spec: own,
  status: { capacity: size, allocatable: size },
}));
