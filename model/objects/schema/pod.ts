import type * as z from 'zod';
import { affinitySchema, nodeSelectorLabels, tolerationSchema, topologySpreadConstraintSchema } from './affinity.ts';
import { enumeration, flag, int32, int64, list, struct, text } from './build.ts';
import { containerSchema, resourceRequirementsSchema } from './container.ts';
import { head, localObjectReferenceSchema, objectReferenceSchema, templateMetaSchema } from './metadata.ts';
import { podStatusSchema } from './podStatus.ts';
import { resourceListSchema } from './quantities.ts';
import { volumeSchema } from './volume.ts';

/** k8s.io/api core/v1/types.go */
export type RestartPolicy = 'Always' | 'OnFailure' | 'Never';

export const podSpecSchema = struct(
  'v1.PodSpec',
  { containers: list(containerSchema) },
  {
    initContainers: list(containerSchema),
    ephemeralContainers: list(containerSchema),
    volumes: list(volumeSchema),
    restartPolicy: enumeration<RestartPolicy>('v1.RestartPolicy'),
    terminationGracePeriodSeconds: int64,
    activeDeadlineSeconds: int64,
    dnsPolicy: enumeration<'ClusterFirst' | 'ClusterFirstWithHostNet' | 'Default' | 'None'>('v1.DNSPolicy'),
    nodeSelector: nodeSelectorLabels,
    serviceAccountName: text,
    serviceAccount: text,
    automountServiceAccountToken: flag,
    nodeName: text,
    hostNetwork: flag,
    securityContext: struct('v1.PodSecurityContext', {}, { runAsNonRoot: flag, runAsUser: int64, fsGroup: int64 }),
    imagePullSecrets: list(localObjectReferenceSchema),
    hostname: text,
    subdomain: text,
    affinity: affinitySchema,
    schedulerName: text,
    tolerations: list(tolerationSchema),
    priorityClassName: text,
    priority: int32,
    preemptionPolicy: enumeration<'PreemptLowerPriority' | 'Never'>('v1.PreemptionPolicy'),
    readinessGates: list(struct('v1.PodReadinessGate', { conditionType: text }, {})),
    runtimeClassName: text,
    enableServiceLinks: flag,
    overhead: resourceListSchema,
    topologySpreadConstraints: list(topologySpreadConstraintSchema),
    schedulingGates: list(struct('v1.PodSchedulingGate', { name: text }, {})),
    resources: resourceRequirementsSchema,
    os: struct('v1.PodOS', { name: text }, {}),
  },
);
export type PodSpec = z.output<typeof podSpecSchema>;

export const podSchema = struct('v1.Pod', { ...head('v1', 'Pod'), spec: podSpecSchema }, { status: podStatusSchema });
export type Pod = z.output<typeof podSchema>;

export const podTemplateSpecSchema = struct('v1.PodTemplateSpec', { spec: podSpecSchema }, { metadata: templateMetaSchema });
export type PodTemplateSpec = z.output<typeof podTemplateSpecSchema>;

/** What a scheduler posts to `pods/{name}/binding`. */
export const bindingSchema = struct('v1.Binding', { ...head('v1', 'Binding'), target: objectReferenceSchema }, {});
export type Binding = z.output<typeof bindingSchema>;
