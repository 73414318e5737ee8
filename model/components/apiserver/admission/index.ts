/**
 * What the API server's request machine asks on a request's way to etcd (create.go, store.go: authentication,
 * authorization, mutating admission, [generateName, schema validation], validating admission, quota, commit):
 *
 * 1. `authenticate` -> a {@link UserInfo}, or 401.
 * 2. `authorize` -> undefined, or 403.
 * 3. `admit` (built-in mutating plugins). `lookup`: read that key from etcd, add it to `context.live`, call again.
 * 4. `startMutating`, then until `done`: `nextMutating`; send its `call`; give the answer to `mutated`.
 *    `reinvocationIsNeeded` -> `admit` once more, then `startReinvocation` and the same loop.
 * 5. `validate` (built-in validating plugins).
 * 6. `validatingCalls`, all sent at once; every answer to `validated`; all must allow.
 * 7. `submitToQuota`, and `quotaWritten` for every answer of etcd; both tell which waiting requests are resolved.
 *
 * `context.request.verb` create/update/patch/delete only; reads are not admitted.
 */
export { authenticate, authenticationGuards, type Authentication, type KnownUser, type UserInfo } from './authentication.ts';
export { authorize, authorizationGuards } from './authorization.ts';
export { admit, admissionPlugins, pluginGuards, validate } from './chain.ts';
export { webhookGuards } from './webhooks/guards.ts';
export { isReview, isReviewed, webhookComponent, type Review, type Reviewed, type WebhookKind } from './webhooks/protocol.ts';
export { mutated, nextMutating, reinvocationIsNeeded, startMutating, startReinvocation, type Mutated, type MutatingRound, type NextMutating } from './webhooks/mutating.ts';
export { validated, validatingCalls, type ValidatingCalls } from './webhooks/validating.ts';
export type { WebhookCall, WebhookRef } from './webhooks/call.ts';
export { applyMergePatch } from './webhooks/mergePatch.ts';
export { quotaGuards } from './quota/guards.ts';
export { quotaCached } from './quota/quotas.ts';
export { usageOf } from './quota/usage.ts';
export { quotaWritten, submitToQuota, type QuotaReply, type QuotaResolution, type QuotaTurn, type QuotaWrite } from './quota/work.ts';
export { admissionGuards } from './guards.ts';
export { operationOf, type AdmissionContext, type AdmissionOutcome, type Caches, type LiveObjects, type Operation, type Rejection } from './plugin.ts';
