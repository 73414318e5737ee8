import type * as z from 'zod';
import { nodeSelectorSchema } from './affinity.ts';
import { enumeration, flag, json, list, map, struct, text } from './build.ts';
import { resourceRequirementsSchema } from './container.ts';
import { conditionSchema, head, labelSelectorSchema, objectReferenceSchema } from './metadata.ts';
import { resourceListSchema } from './quantities.ts';

const accessModes = list(enumeration<'ReadWriteOnce' | 'ReadOnlyMany' | 'ReadWriteMany' | 'ReadWriteOncePod'>('v1.PersistentVolumeAccessMode'));
const volumeMode = enumeration<'Filesystem' | 'Block'>('v1.PersistentVolumeMode');
const reclaimPolicy = enumeration<'Retain' | 'Delete' | 'Recycle'>('v1.PersistentVolumeReclaimPolicy');
const dataSource = struct('v1.TypedLocalObjectReference', { kind: text, name: text }, { apiGroup: text, namespace: text });

export const claimSpecSchema = struct(
  'v1.PersistentVolumeClaimSpec',
  {},
  { accessModes, resources: resourceRequirementsSchema, storageClassName: text, volumeName: text, volumeMode, selector: labelSelectorSchema, dataSource, dataSourceRef: dataSource },
);

export const persistentVolumeClaimSchema = struct(
  'v1.PersistentVolumeClaim',
  { ...head('v1', 'PersistentVolumeClaim'), spec: claimSpecSchema },
  { status: struct('v1.PersistentVolumeClaimStatus', {}, { phase: enumeration<'Pending' | 'Bound' | 'Lost'>('v1.PersistentVolumeClaimPhase'), accessModes, capacity: resourceListSchema, conditions: list(conditionSchema) }) },
);
export type PersistentVolumeClaim = z.output<typeof persistentVolumeClaimSchema>;

const volumeSpec = struct(
  'v1.PersistentVolumeSpec',
  {},
  {
    capacity: resourceListSchema,
    accessModes,
    claimRef: objectReferenceSchema,
    persistentVolumeReclaimPolicy: reclaimPolicy,
    storageClassName: text,
    volumeMode,
    nodeAffinity: struct('v1.VolumeNodeAffinity', {}, { required: nodeSelectorSchema }),
    csi: struct('v1.CSIPersistentVolumeSource', { driver: text, volumeHandle: text }, {}),
    hostPath: struct('v1.HostPathVolumeSource', { path: text }, { type: text }),
    local: struct('v1.LocalVolumeSource', { path: text }, { fsType: text }),
    nfs: struct('v1.NFSVolumeSource', { server: text, path: text }, { readOnly: flag }),
  },
);

export const persistentVolumeSchema = struct(
  'v1.PersistentVolume',
  { ...head('v1', 'PersistentVolume'), spec: volumeSpec },
  { status: struct('v1.PersistentVolumeStatus', {}, { phase: enumeration<'Pending' | 'Available' | 'Bound' | 'Released' | 'Failed'>('v1.PersistentVolumePhase'), message: text, reason: text }) },
);
export type PersistentVolume = z.output<typeof persistentVolumeSchema>;

export const storageClassSchema = struct(
  'v1.StorageClass',
  { ...head('storage.k8s.io/v1', 'StorageClass'), provisioner: text },
  { parameters: map(text), reclaimPolicy, mountOptions: list(text), allowVolumeExpansion: flag, volumeBindingMode: enumeration<'Immediate' | 'WaitForFirstConsumer'>('v1.VolumeBindingMode'), allowedTopologies: list(json) },
);
export type StorageClass = z.output<typeof storageClassSchema>;
