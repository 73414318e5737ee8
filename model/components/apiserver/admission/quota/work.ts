import type { JsonObject } from '../../../../kernel/json.ts';
import type { Step } from '../../../../kernel/step.ts';
import { keyFor, type ResourceQuota } from '../../../../objects/index.ts';
import type { AdmissionContext, Caches, Rejection } from '../plugin.ts';
import { chargeOf, type QuotaCharge } from './charge.ts';
import { checkRequest } from './check.ts';
import { hardOf, quotasOf, rememberQuota, usedOf } from './quotas.ts';
import { sameAmounts } from './resourceList.ts';

/** A status update of a ResourceQuota to be sent to etcd as a transaction; at most one a namespace is under way. */
export type QuotaWrite = { readonly namespace: string; readonly key: string; readonly resource: 'resourcequotas'; readonly expect: string; readonly put: JsonObject };

/** A request that has waited for quota and may go on, unless it is rejected. */
export type QuotaResolution = { readonly id: string; readonly rejection?: Rejection };

export type QuotaTurn = { readonly resolved: readonly QuotaResolution[]; readonly write?: QuotaWrite };

/** What etcd answered to a {@link QuotaWrite}; neither object nor current: no answer came. */
export type QuotaReply = { readonly succeeded: boolean; readonly object?: JsonObject; readonly current?: JsonObject | null };

/** A request before the quotas. `verdict` absent: not decided yet; null: nothing against it. */
type Waiter = { readonly id: string; readonly charge: QuotaCharge; readonly verdict?: Rejection | null };

/**
 * The quota evaluator of a namespace, one part (`quota/default`): it checks one batch of requests at a time;
 * those that come meanwhile are the next batch (apiserver pkg/admission/plugin/resourcequota/controller.go).
 */
type Evaluator = {
  readonly next: readonly Waiter[];
  readonly batch: readonly Waiter[];
  /** Quotas to be written, the first one being under way. */
  readonly writes: readonly ResourceQuota[];
  /** Names of the quotas that somebody else changed meanwhile. */
  readonly failed: readonly string[];
  readonly retries: number;
  readonly lastError?: Rejection;
};

const retries = 3;
const idle: Evaluator = { next: [], batch: [], writes: [], failed: [], retries };

/**
 * Puts a request before the quotas of its namespace, as the last check before the commit: usage is written
 * before the object is, and stays charged if the commit fails (B41). It is resolved at once when no quota
 * concerns it or one rejects it; otherwise when the quotas' statuses have been written.
 * @param id tells the caller's requests apart
 */
export function submitToQuota(context: AdmissionContext, id: string): QuotaTurn {
  const { request, step } = context;
  const charge = chargeOf(context);
  const namespace = request.namespace;
  if (charge === undefined || namespace === undefined || quotasOf(step, context, namespace).length === 0) return { resolved: [{ id }] };
  const evaluator = evaluatorOf(step, namespace);
  const waiting = { ...evaluator, next: [...evaluator.next, { id, charge }] };
  if (evaluator.batch.length === 0) return settle(step, context, namespace, waiting);
  step.set(part(namespace), waiting);
  return { resolved: [] };
}

/** Etcd's answer to the namespace's write under way. */
export function quotaWritten(step: Step, caches: Caches, namespace: string, reply: QuotaReply): QuotaTurn {
  const evaluator = evaluatorOf(step, namespace);
  const [written, ...writes] = evaluator.writes;
  if (written === undefined) return { resolved: [] };
  const known = reply.succeeded ? reply.object : reply.current;
  if (known) rememberQuota(step, caches, namespace, known);
  if (reply.succeeded) return settle(step, caches, namespace, { ...evaluator, writes });
  const failed = [...evaluator.failed, written.metadata.name];
  return settle(step, caches, namespace, { ...evaluator, writes, failed, lastError: writeError(written.metadata.name, reply) });
}

/** Goes on until a write is under way or nobody waits. */
function settle(step: Step, caches: Caches, namespace: string, start: Evaluator): QuotaTurn {
  const resolved: QuotaResolution[] = [];
  let evaluator = start;
  while (evaluator.writes.length === 0 && (evaluator.batch.length > 0 || evaluator.next.length > 0)) {
    if (evaluator.batch.length === 0) evaluator = check(step, quotasOf(step, caches, namespace), { ...idle, batch: evaluator.next });
    else if (evaluator.failed.length > 0 && step.check('quotaRetriesAreLeft', evaluator.retries > 0)) evaluator = retry(step, caches, namespace, evaluator);
    else {
      resolved.push(...evaluator.batch.map((waiter) => resolutionOf(waiter, evaluator)));
      evaluator = { ...idle, next: evaluator.next };
    }
  }
  step.set(part(namespace), evaluator.batch.length === 0 ? undefined : evaluator);
  const write = evaluator.writes[0];
  return { resolved, ...(write && { write: writeOf(namespace, write) }) };
}

/** Checks one request of the batch after the other, and finds which quotas' statuses change. */
function check(step: Step, quotas: readonly ResourceQuota[], evaluator: Evaluator): Evaluator {
  let current = quotas;
  const batch = evaluator.batch.map((waiter): Waiter => {
    if (step.check('quotaRejectionIsKept', Boolean(waiter.verdict))) return waiter;
    const checked = checkRequest(step, current, waiter.charge);
    if ('rejection' in checked) return { ...waiter, verdict: checked.rejection };
    const changes = checked.quotas.some((quota, index) => !isSame(quota, current[index]));
    if (step.check('dryRunIsNotCharged', waiter.charge.dryRun)) return { ...waiter, verdict: null };
    current = checked.quotas;
    // A request that is charged now is decided by whether the charge can be written; an earlier rejection stands.
    return changes ? waiter : { ...waiter, verdict: null };
  });
  return { ...evaluator, batch, writes: current.filter((quota, index) => !isSame(quota, quotas[index])), failed: [] };
}

/** Checks again, but only the quotas that somebody else has changed; one that is gone limits nothing. */
function retry(step: Step, caches: Caches, namespace: string, evaluator: Evaluator): Evaluator {
  const quotas = quotasOf(step, caches, namespace).filter(({ metadata }) => evaluator.failed.includes(metadata.name));
  const { lastError: _, ...again } = evaluator;
  return check(step, quotas, { ...again, retries: Math.max(0, evaluator.retries - 1) });
}

function resolutionOf({ id, verdict }: Waiter, { lastError }: Evaluator): QuotaResolution {
  const rejection = verdict === undefined ? lastError : (verdict ?? undefined);
  return { id, ...(rejection && { rejection }) };
}

function writeError(name: string, reply: QuotaReply): Rejection {
  if (reply.current === undefined) return { code: 504, reason: 'Timeout', message: 'etcdserver: request timed out' };
  const why = 'the object has been modified; please apply your changes to the latest version and try again';
  return { code: 409, reason: 'Conflict', message: `Operation cannot be fulfilled on resourcequotas ${JSON.stringify(name)}: ${why}` };
}

function writeOf(namespace: string, quota: ResourceQuota): QuotaWrite {
  const key = keyFor('resourcequotas', namespace, quota.metadata.name);
  return { namespace, key, resource: 'resourcequotas', expect: quota.metadata.resourceVersion ?? '0', put: quota };
}

function isSame(left: ResourceQuota, right: ResourceQuota | undefined): boolean {
  return right !== undefined && sameAmounts(usedOf(left), usedOf(right)) && sameAmounts(hardOf(left), hardOf(right));
}

function evaluatorOf(step: Step, namespace: string): Evaluator {
  return (step.get(part(namespace)) as Evaluator | undefined) ?? idle;
}

function part(namespace: string): string {
  return `quota/${namespace}`;
}
