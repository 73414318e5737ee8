import type * as z from 'zod';
import { enumeration, flag, int32, json, list, struct, text } from './build.ts';
import { templateMetaSchema } from './metadata.ts';
import { claimSpecSchema } from './storage.ts';
import { quantitySchema } from './quantities.ts';

const items = list(struct('v1.KeyToPath', { key: text, path: text }, { mode: int32 }));

/** A volume of a pod: a name and exactly one source; sources that the model does not look into are kept as they are. */
export const volumeSchema = struct(
  'v1.Volume',
  { name: text },
  {
    emptyDir: struct('v1.EmptyDirVolumeSource', {}, { medium: text, sizeLimit: quantitySchema }),
    hostPath: struct('v1.HostPathVolumeSource', { path: text }, { type: text }),
    configMap: struct('v1.ConfigMapVolumeSource', {}, { name: text, items, defaultMode: int32, optional: flag }),
    secret: struct('v1.SecretVolumeSource', {}, { secretName: text, items, defaultMode: int32, optional: flag }),
    persistentVolumeClaim: struct('v1.PersistentVolumeClaimVolumeSource', { claimName: text }, { readOnly: flag }),
    projected: struct('v1.ProjectedVolumeSource', {}, { sources: list(json), defaultMode: int32 }),
    downwardAPI: struct('v1.DownwardAPIVolumeSource', {}, { items: list(json), defaultMode: int32 }),
    csi: struct('v1.CSIVolumeSource', { driver: text }, { readOnly: flag }),
    ephemeral: struct('v1.EphemeralVolumeSource', {}, { volumeClaimTemplate: struct('v1.PersistentVolumeClaimTemplate', { spec: claimSpecSchema }, { metadata: templateMetaSchema }) }),
    image: struct('v1.ImageVolumeSource', {}, { reference: text, pullPolicy: enumeration<'Always' | 'Never' | 'IfNotPresent'>('v1.PullPolicy') }),
  },
);
export type Volume = z.output<typeof volumeSchema>;

