import type * as z from 'zod';
import { enumeration, list, struct, text } from './build.ts';
import { head } from './metadata.ts';
import { resourceListSchema } from './quantities.ts';

/** k8s.io/api core/v1/types.go: what a namespace's objects may use together and each. */
const scopeRequirement = struct('v1.ScopedResourceSelectorRequirement', { scopeName: text, operator: enumeration<'In' | 'NotIn' | 'Exists' | 'DoesNotExist'>('v1.ScopeSelectorOperator') }, { values: list(text) });

export const resourceQuotaSchema = struct(
  'v1.ResourceQuota',
  head('v1', 'ResourceQuota'),
  {
    spec: struct('v1.ResourceQuotaSpec', {}, { hard: resourceListSchema, scopes: list(text), scopeSelector: struct('v1.ScopeSelector', {}, { matchExpressions: list(scopeRequirement) }) }),
    status: struct('v1.ResourceQuotaStatus', {}, { hard: resourceListSchema, used: resourceListSchema }),
  },
);
export type ResourceQuota = z.output<typeof resourceQuotaSchema>;

export const limitRangeItemSchema = struct(
  'v1.LimitRangeItem',
  { type: enumeration<'Pod' | 'Container' | 'PersistentVolumeClaim'>('v1.LimitType') },
  { max: resourceListSchema, min: resourceListSchema, default: resourceListSchema, defaultRequest: resourceListSchema, maxLimitRequestRatio: resourceListSchema },
);
export type LimitRangeItem = z.output<typeof limitRangeItemSchema>;

export const limitRangeSchema = struct('v1.LimitRange', { ...head('v1', 'LimitRange'), spec: struct('v1.LimitRangeSpec', { limits: list(limitRangeItemSchema) }, {}) }, {});
export type LimitRange = z.output<typeof limitRangeSchema>;
