import type * as z from 'zod';
import { enumeration, flag, int32, int64, intOrString, json, list, struct, text } from './build.ts';
import { conditionSchema, head, labelSelectorSchema } from './metadata.ts';
import { podTemplateSpecSchema } from './pod.ts';

/** k8s.io/api apps/v1/types.go */
const replicaCounts = { replicas: int32, readyReplicas: int32, availableReplicas: int32, observedGeneration: int64, conditions: list(conditionSchema) };

const deploymentSpec = struct(
  'v1.DeploymentSpec',
  { selector: labelSelectorSchema, template: podTemplateSpecSchema },
  {
    replicas: int32,
    strategy: struct('v1.DeploymentStrategy', {}, { type: enumeration<'RollingUpdate' | 'Recreate'>('v1.DeploymentStrategyType'), rollingUpdate: struct('v1.RollingUpdateDeployment', {}, { maxUnavailable: intOrString, maxSurge: intOrString }) }),
    minReadySeconds: int32,
    revisionHistoryLimit: int32,
    paused: flag,
    progressDeadlineSeconds: int32,
  },
);

export const deploymentSchema = struct(
  'v1.Deployment',
  { ...head('apps/v1', 'Deployment'), spec: deploymentSpec },
  { status: struct('v1.DeploymentStatus', {}, { ...replicaCounts, updatedReplicas: int32, unavailableReplicas: int32, terminatingReplicas: int32, collisionCount: int32 }) },
);
export type Deployment = z.output<typeof deploymentSchema>;

export const replicaSetSchema = struct(
  'v1.ReplicaSet',
  { ...head('apps/v1', 'ReplicaSet'), spec: struct('v1.ReplicaSetSpec', { selector: labelSelectorSchema, template: podTemplateSpecSchema }, { replicas: int32, minReadySeconds: int32 }) },
  { status: struct('v1.ReplicaSetStatus', {}, { ...replicaCounts, fullyLabeledReplicas: int32, terminatingReplicas: int32 }) },
);
export type ReplicaSet = z.output<typeof replicaSetSchema>;

const statefulSetSpec = struct(
  'v1.StatefulSetSpec',
  { selector: labelSelectorSchema, template: podTemplateSpecSchema },
  {
    replicas: int32,
    serviceName: text,
    podManagementPolicy: enumeration<'OrderedReady' | 'Parallel'>('v1.PodManagementPolicyType'),
    updateStrategy: struct('v1.StatefulSetUpdateStrategy', {}, { type: enumeration<'RollingUpdate' | 'OnDelete'>('v1.StatefulSetUpdateStrategyType'), rollingUpdate: struct('v1.RollingUpdateStatefulSetStrategy', {}, { partition: int32, maxUnavailable: intOrString }) }),
    minReadySeconds: int32,
    revisionHistoryLimit: int32,
    volumeClaimTemplates: list(json),
  },
);

export const statefulSetSchema = struct(
  'v1.StatefulSet',
  { ...head('apps/v1', 'StatefulSet'), spec: statefulSetSpec },
  { status: struct('v1.StatefulSetStatus', {}, { ...replicaCounts, currentReplicas: int32, updatedReplicas: int32, currentRevision: text, updateRevision: text, collisionCount: int32 }) },
);
export type StatefulSet = z.output<typeof statefulSetSchema>;
