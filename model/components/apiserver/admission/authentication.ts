import type { GuardTable } from '../../../kernel/component.ts';
import type { Step } from '../../../kernel/step.ts';
import type { Caches, Rejection } from './plugin.ts';

/** Who asks, as authentication found out. */
export type UserInfo = { readonly name: string; readonly groups: readonly string[] };

export type Authentication = { readonly user: UserInfo } | { readonly rejection: Rejection };

/** A user whom the scenario adds (a person, an operator), with the groups of the certificate. */
export type KnownUser = { readonly name: string; readonly groups?: readonly string[] };

export const authenticationGuards = {
  userIsAuthenticated: 'only somebody whose credentials are valid is served; here nobody is anonymous (Controlling Access to the Kubernetes API)',
} as const satisfies GuardTable;

/** The users that every cluster has, with their groups (PKI certificates and requirements; RBAC, "Core component roles"). */
const systemUsers: { readonly [name: string]: readonly string[] } = {
  'kubernetes-admin': ['system:masters'],
  'system:apiserver': ['system:masters'],
  'system:kube-controller-manager': [],
  'system:kube-proxy': [],
  'system:kube-scheduler': [],
  'system:dns': [],
};

const nodePrefix = 'system:node:';
const serviceAccountPrefix = 'system:serviceaccount:';

/**
 * Stands for certificates and tokens: a request carries its user's name, and this decides whether such a user
 * exists. A service account's token is good only while the account exists (TokenReview of bound tokens).
 */
export function authenticate(step: Step, caches: Caches, userName: string, knownUsers: readonly KnownUser[] = []): Authentication {
  const groups = groupsOf(caches, userName, knownUsers);
  if (!step.check('userIsAuthenticated', groups !== undefined)) {
    return { rejection: { code: 401, reason: 'Unauthorized', message: 'Unauthorized' } };
  }
  return { user: { name: userName, groups: [...(groups ?? []), 'system:authenticated'] } };
}

function groupsOf(caches: Caches, userName: string, knownUsers: readonly KnownUser[]): readonly string[] | undefined {
  if (userName === 'system:anonymous') return undefined;
  const known = knownUsers.find(({ name }) => name === userName);
  if (known) return known.groups ?? [];
  if (userName.startsWith(nodePrefix)) return userName.length > nodePrefix.length ? ['system:nodes'] : undefined;
  if (userName.startsWith(serviceAccountPrefix)) return groupsOfServiceAccount(caches, userName.slice(serviceAccountPrefix.length));
  return Object.hasOwn(systemUsers, userName) ? systemUsers[userName] : undefined;
}

function groupsOfServiceAccount(caches: Caches, account: string): readonly string[] | undefined {
  const [namespace, name, ...rest] = account.split(':');
  if (!namespace || !name || rest.length > 0 || !caches.cachedObject('serviceaccounts', namespace, name)) return undefined;
  return ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];
}
