import type * as z from 'zod';
import { enumeration, list, struct, text } from './build.ts';
import { head, labelSelectorSchema } from './metadata.ts';

/** k8s.io/api rbac/v1/types.go */
const apiVersion = 'rbac.authorization.k8s.io/v1';

export const policyRuleSchema = struct('v1.PolicyRule', { verbs: list(text) }, { apiGroups: list(text), resources: list(text), resourceNames: list(text), nonResourceURLs: list(text) });
export type PolicyRule = z.output<typeof policyRuleSchema>;

export const subjectSchema = struct('v1.Subject', { kind: enumeration<'User' | 'Group' | 'ServiceAccount'>('string'), name: text }, { apiGroup: text, namespace: text });
export type Subject = z.output<typeof subjectSchema>;

const roleRef = struct('v1.RoleRef', { kind: enumeration<'Role' | 'ClusterRole'>('string'), name: text }, { apiGroup: text });

export const roleSchema = struct('v1.Role', head(apiVersion, 'Role'), { rules: list(policyRuleSchema) });
export type Role = z.output<typeof roleSchema>;

export const clusterRoleSchema = struct(
  'v1.ClusterRole',
  head(apiVersion, 'ClusterRole'),
  { rules: list(policyRuleSchema), aggregationRule: struct('v1.AggregationRule', {}, { clusterRoleSelectors: list(labelSelectorSchema) }) },
);
export type ClusterRole = z.output<typeof clusterRoleSchema>;

export const roleBindingSchema = struct('v1.RoleBinding', { ...head(apiVersion, 'RoleBinding'), roleRef }, { subjects: list(subjectSchema) });
export type RoleBinding = z.output<typeof roleBindingSchema>;

export const clusterRoleBindingSchema = struct('v1.ClusterRoleBinding', { ...head(apiVersion, 'ClusterRoleBinding'), roleRef }, { subjects: list(subjectSchema) });
export type ClusterRoleBinding = z.output<typeof clusterRoleBindingSchema>;
