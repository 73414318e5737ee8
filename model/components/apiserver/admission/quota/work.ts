import type { JsonObject } from '../../../../kernel/json.ts';
import type { Step } from '../../../../kernel/step.ts';
import type { AdmissionContext, Caches, Rejection } from '../plugin.ts';

/** A status update of a ResourceQuota to be sent to etcd as a transaction; at most one a namespace is under way. */
export type QuotaWrite = { readonly namespace: string; readonly key: string; readonly resource: 'resourcequotas'; readonly expect: string; readonly put: JsonObject };

/** A request that has waited for quota and may go on, unless it is rejected. */
export type QuotaResolution = { readonly id: string; readonly rejection?: Rejection };

export type QuotaTurn = { readonly resolved: readonly QuotaResolution[]; readonly write?: QuotaWrite };

/** What etcd answered to a {@link QuotaWrite} (a txnReply). */
export type QuotaReply = { readonly succeeded: boolean; readonly object?: JsonObject; readonly current?: JsonObject | null };

/**
 * Puts a request before the quotas of its namespace, as the last check before the commit. It is resolved at
 * once when no quota concerns it; otherwise when the quotas' statuses have been written.
 * @param id tells the caller's requests apart
 */
export declare function submitToQuota(context: AdmissionContext, id: string): QuotaTurn;

/** Etcd's answer to the namespace's write under way. */
export declare function quotaWritten(step: Step, caches: Caches, namespace: string, reply: QuotaReply): QuotaTurn;
