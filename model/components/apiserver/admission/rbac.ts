import type { PolicyRule, Subject } from '../../../objects/index.ts';
import type { UserInfo } from './authentication.ts';

/** What somebody wants to do, in the words of rules. */
export type Access = { readonly verb: string; readonly apiGroup: string; readonly resource: string; readonly name: string | undefined };

/**
 * Whether one rule allows an access (component-helpers auth/rbac/validation). `pods` does not cover
 * `pods/binding`; a star before the slash covers that subresource of everything. Names cannot restrict what has no name yet.
 */
export function ruleAllows(rule: PolicyRule, access: Access): boolean {
  const [, subresource] = access.resource.split('/');
  return (
    covers(rule.verbs, access.verb) &&
    covers(rule.apiGroups, access.apiGroup) &&
    (covers(rule.resources, access.resource) || (subresource !== undefined && rule.resources?.includes(`*/${subresource}`) === true)) &&
    (rule.resourceNames === undefined || rule.resourceNames.length === 0 || (access.name !== undefined && rule.resourceNames.includes(access.name)))
  );
}

function covers(allowed: readonly string[] | undefined, wanted: string): boolean {
  return allowed !== undefined && (allowed.includes('*') || allowed.includes(wanted));
}

/** @param namespace of the binding, in which a service account is looked for when the subject names none */
export function isSubject(subject: Subject, user: UserInfo, namespace: string | undefined): boolean {
  switch (subject.kind) {
    case 'User':
      return subject.name === user.name;
    case 'Group':
      return user.groups.includes(subject.name);
    case 'ServiceAccount':
      return user.name === `system:serviceaccount:${subject.namespace ?? namespace ?? ''}:${subject.name}`;
  }
}
