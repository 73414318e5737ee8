import type * as z from 'zod';
import { constant, enumeration, flag, int64, json, list, map, struct, text, time } from './build.ts';

/** apimachinery pkg/apis/meta/v1/types.go: what every object has. */
export const ownerReferenceSchema = struct('v1.OwnerReference', { apiVersion: text, kind: text, name: text, uid: text }, { controller: flag, blockOwnerDeletion: flag });
export type OwnerReference = z.output<typeof ownerReferenceSchema>;

export const labelsSchema = map(text);
export type Labels = z.output<typeof labelsSchema>;

const managedFields = list(json);

/** `name` is empty in an object whose name is still to be generated from `generateName`. */
export const objectMetaSchema = struct(
  'v1.ObjectMeta',
  { name: text },
  {
    generateName: text,
    namespace: text,
    uid: text,
    resourceVersion: text,
    generation: int64,
    creationTimestamp: time,
    deletionTimestamp: time,
    deletionGracePeriodSeconds: int64,
    labels: labelsSchema,
    annotations: map(text),
    ownerReferences: list(ownerReferenceSchema),
    finalizers: list(text),
    managedFields,
  },
);
export type ObjectMeta = z.output<typeof objectMetaSchema>;

/** Metadata of a template: it names nothing. */
export const templateMetaSchema = struct('v1.ObjectMeta', {}, { name: text, generateName: text, namespace: text, labels: labelsSchema, annotations: map(text), finalizers: list(text), creationTimestamp: time });
export type TemplateMeta = z.output<typeof templateMetaSchema>;

export const labelSelectorRequirementSchema = struct('v1.LabelSelectorRequirement', { key: text, operator: enumeration<'In' | 'NotIn' | 'Exists' | 'DoesNotExist'>('v1.LabelSelectorOperator') }, { values: list(text) });
export type LabelSelectorRequirement = z.output<typeof labelSelectorRequirementSchema>;

export const labelSelectorSchema = struct('v1.LabelSelector', {}, { matchLabels: map(text), matchExpressions: list(labelSelectorRequirementSchema) });
export type LabelSelector = z.output<typeof labelSelectorSchema>;

export const conditionStatus = enumeration<'True' | 'False' | 'Unknown'>('v1.ConditionStatus');

/** The fields that the conditions of all kinds share. */
export const conditionSchema = struct(
  'v1.Condition',
  { type: text, status: conditionStatus },
  { observedGeneration: int64, lastProbeTime: time, lastHeartbeatTime: time, lastUpdateTime: time, lastTransitionTime: time, reason: text, message: text },
);
export type Condition = z.output<typeof conditionSchema>;

export const objectReferenceSchema = struct('v1.ObjectReference', {}, { kind: text, namespace: text, name: text, uid: text, apiVersion: text, resourceVersion: text, fieldPath: text });
export type ObjectReference = z.output<typeof objectReferenceSchema>;

export const localObjectReferenceSchema = struct('v1.LocalObjectReference', {}, { name: text });

export const listMetaSchema = struct('v1.ListMeta', {}, { resourceVersion: text, continue: text, remainingItemCount: int64 });

/** The head of every object: what it is, and its metadata. */
export function head<ApiVersion extends string, Kind extends string>(apiVersion: ApiVersion, kind: Kind) {
  return { apiVersion: constant(apiVersion), kind: constant(kind), metadata: objectMetaSchema };
}
