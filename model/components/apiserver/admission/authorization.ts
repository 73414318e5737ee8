import type { GuardTable } from '../../../kernel/component.ts';
import type { Step } from '../../../kernel/step.ts';
import type { ClusterRole, ClusterRoleBinding, PolicyRule, Role, RoleBinding } from '../../../objects/index.ts';
import type { ApiRequest } from '../../client/protocol.ts';
import { apiGroupOf } from './apiGroups.ts';
import type { UserInfo } from './authentication.ts';
import { forbidden, type Caches, type Rejection } from './plugin.ts';
import { isSubject, ruleAllows, type Access } from './rbac.ts';

export const authorizationGuards = {
  rbacAllows: 'a request goes on only if a rule of a role bound to the user allows it (Using RBAC Authorization)',
} as const satisfies GuardTable;

/**
 * Role-based access control over the cached roles and bindings. `system:masters` passes whatever they say, as
 * in kube-apiserver, so that the first administrator cannot lock everybody out. Kubelets, which really have an
 * authorizer of their own (Node), are allowed what the role `system:node` says; NodeRestriction narrows it.
 */
export function authorize(step: Step, caches: Caches, user: UserInfo, request: ApiRequest): Rejection | undefined {
  const access = accessOf(request);
  const allowed = user.groups.includes('system:masters') || rulesOf(caches, user, request.namespace).some((rule) => ruleAllows(rule, access));
  return step.check('rbacAllows', allowed) ? undefined : forbidden(request.resource, access.name, explain(user, access, request.namespace));
}

function accessOf(request: ApiRequest): Access {
  return {
    verb: request.verb,
    apiGroup: apiGroupOf(request.resource),
    resource: request.subresource === undefined ? request.resource : `${request.resource}/${request.subresource}`,
    name: request.verb === 'create' && request.subresource === undefined ? undefined : request.name,
  };
}

/** The rules that hold for a user: those bound cluster-wide, and those bound in the namespace of the request. */
export function rulesOf(caches: Caches, user: UserInfo, namespace: string | undefined): readonly PolicyRule[] {
  const bindings = [
    ...caches.cached<ClusterRoleBinding>('clusterrolebindings'),
    ...(namespace === undefined ? [] : caches.cached<RoleBinding>('rolebindings', namespace)),
  ];
  return bindings
    .filter((binding) => binding.subjects?.some((subject) => isSubject(subject, user, binding.metadata.namespace)))
    .flatMap((binding) => roleOf(caches, binding)?.rules ?? []);
}

function roleOf(caches: Caches, { roleRef, metadata }: RoleBinding | ClusterRoleBinding): Role | ClusterRole | undefined {
  return roleRef.kind === 'ClusterRole'
    ? caches.cachedObject<ClusterRole>('clusterroles', undefined, roleRef.name)
    : caches.cachedObject<Role>('roles', metadata.namespace, roleRef.name);
}

function explain(user: UserInfo, access: Access, namespace: string | undefined): string {
  const scope = namespace === undefined ? 'at the cluster scope' : `in the namespace ${JSON.stringify(namespace)}`;
  return `User ${JSON.stringify(user.name)} cannot ${access.verb} resource ${JSON.stringify(access.resource)} in API group ${JSON.stringify(access.apiGroup)} ${scope}`;
}
