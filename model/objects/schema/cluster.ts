import type * as z from 'zod';
import { enumeration, flag, int32, json, list, map, struct, text, time } from './build.ts';
import { conditionSchema, head, localObjectReferenceSchema, objectReferenceSchema } from './metadata.ts';

/** k8s.io/api core/v1, coordination/v1 and scheduling/v1: kinds that other objects lean on. */
export const namespaceSchema = struct(
  'v1.Namespace',
  head('v1', 'Namespace'),
  { spec: struct('v1.NamespaceSpec', {}, { finalizers: list(text) }), status: struct('v1.NamespaceStatus', {}, { phase: enumeration<'Active' | 'Terminating'>('v1.NamespacePhase'), conditions: list(conditionSchema) }) },
);
export type Namespace = z.output<typeof namespaceSchema>;

export const serviceAccountSchema = struct('v1.ServiceAccount', head('v1', 'ServiceAccount'), { secrets: list(objectReferenceSchema), imagePullSecrets: list(localObjectReferenceSchema), automountServiceAccountToken: flag });
export type ServiceAccount = z.output<typeof serviceAccountSchema>;

export const configMapSchema = struct('v1.ConfigMap', head('v1', 'ConfigMap'), { data: map(text), binaryData: map(text), immutable: flag });
export type ConfigMap = z.output<typeof configMapSchema>;

export const secretSchema = struct('v1.Secret', head('v1', 'Secret'), { type: text, data: map(text), stringData: map(text), immutable: flag });
export type Secret = z.output<typeof secretSchema>;

export const priorityClassSchema = struct(
  'v1.PriorityClass',
  { ...head('scheduling.k8s.io/v1', 'PriorityClass'), value: int32 },
  { globalDefault: flag, description: text, preemptionPolicy: enumeration<'PreemptLowerPriority' | 'Never'>('v1.PreemptionPolicy') },
);
export type PriorityClass = z.output<typeof priorityClassSchema>;

const leaseSpec = struct('v1.LeaseSpec', {}, { holderIdentity: text, leaseDurationSeconds: int32, acquireTime: time, renewTime: time, leaseTransitions: int32, strategy: text, preferredHolder: text });

export const leaseSchema = struct('v1.Lease', head('coordination.k8s.io/v1', 'Lease'), { spec: leaseSpec });
export type Lease = z.output<typeof leaseSchema>;

export const eventSchema = struct(
  'v1.Event',
  { ...head('v1', 'Event'), involvedObject: objectReferenceSchema },
  {
    reason: text,
    message: text,
    source: struct('v1.EventSource', {}, { component: text, host: text }),
    type: enumeration<'Normal' | 'Warning'>('string'),
    count: int32,
    firstTimestamp: time,
    lastTimestamp: time,
    eventTime: time,
    series: map(json),
    action: text,
    related: objectReferenceSchema,
    reportingComponent: text,
    reportingInstance: text,
  },
);
export type Event = z.output<typeof eventSchema>;
