import type * as z from 'zod';
import { enumeration, int32, int64, list, map, struct, text, time } from './build.ts';
import { labelSelectorSchema } from './metadata.ts';

/** k8s.io/api core/v1/types.go: where a pod may, should and should not run. */
export const nodeSelectorRequirementSchema = struct('v1.NodeSelectorRequirement', { key: text, operator: enumeration<'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt'>('v1.NodeSelectorOperator') }, { values: list(text) });
export type NodeSelectorRequirement = z.output<typeof nodeSelectorRequirementSchema>;

export const nodeSelectorTermSchema = struct('v1.NodeSelectorTerm', {}, { matchExpressions: list(nodeSelectorRequirementSchema), matchFields: list(nodeSelectorRequirementSchema) });
export type NodeSelectorTerm = z.output<typeof nodeSelectorTermSchema>;

/** Terms are alternatives; the requirements of a term all hold. */
export const nodeSelectorSchema = struct('v1.NodeSelector', { nodeSelectorTerms: list(nodeSelectorTermSchema) }, {});
export type NodeSelector = z.output<typeof nodeSelectorSchema>;

export const preferredSchedulingTermSchema = struct('v1.PreferredSchedulingTerm', { weight: int32, preference: nodeSelectorTermSchema }, {});
export type PreferredSchedulingTerm = z.output<typeof preferredSchedulingTermSchema>;

export const podAffinityTermSchema = struct(
  'v1.PodAffinityTerm',
  { topologyKey: text },
  { labelSelector: labelSelectorSchema, namespaces: list(text), namespaceSelector: labelSelectorSchema, matchLabelKeys: list(text), mismatchLabelKeys: list(text) },
);
export type PodAffinityTerm = z.output<typeof podAffinityTermSchema>;

export const weightedPodAffinityTermSchema = struct('v1.WeightedPodAffinityTerm', { weight: int32, podAffinityTerm: podAffinityTermSchema }, {});
export type WeightedPodAffinityTerm = z.output<typeof weightedPodAffinityTermSchema>;

const nodeAffinity = struct('v1.NodeAffinity', {}, { requiredDuringSchedulingIgnoredDuringExecution: nodeSelectorSchema, preferredDuringSchedulingIgnoredDuringExecution: list(preferredSchedulingTermSchema) });
const podTerms = { requiredDuringSchedulingIgnoredDuringExecution: list(podAffinityTermSchema), preferredDuringSchedulingIgnoredDuringExecution: list(weightedPodAffinityTermSchema) };

export const affinitySchema = struct('v1.Affinity', {}, { nodeAffinity, podAffinity: struct('v1.PodAffinity', {}, podTerms), podAntiAffinity: struct('v1.PodAntiAffinity', {}, podTerms) });
export type Affinity = z.output<typeof affinitySchema>;

export type TaintEffect = 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
const taintEffect = enumeration<TaintEffect>('v1.TaintEffect');

export const taintSchema = struct('v1.Taint', { key: text, effect: taintEffect }, { value: text, timeAdded: time });
export type Taint = z.output<typeof taintSchema>;

export const tolerationSchema = struct('v1.Toleration', {}, { key: text, operator: enumeration<'Exists' | 'Equal'>('v1.TolerationOperator'), value: text, effect: taintEffect, tolerationSeconds: int64 });
export type Toleration = z.output<typeof tolerationSchema>;

const inclusionPolicy = enumeration<'Honor' | 'Ignore'>('v1.NodeInclusionPolicy');

export const topologySpreadConstraintSchema = struct(
  'v1.TopologySpreadConstraint',
  { maxSkew: int32, topologyKey: text, whenUnsatisfiable: enumeration<'DoNotSchedule' | 'ScheduleAnyway'>('v1.UnsatisfiableConstraintAction') },
  { labelSelector: labelSelectorSchema, minDomains: int32, nodeAffinityPolicy: inclusionPolicy, nodeTaintsPolicy: inclusionPolicy, matchLabelKeys: list(text) },
);
export type TopologySpreadConstraint = z.output<typeof topologySpreadConstraintSchema>;

export const nodeSelectorLabels = map(text);
