import { validate } from '../../model/objects/index.ts';
import type { Happening, JsonObject, StateView } from '../../model/kernel/index.ts';
import type { ApiRequest } from '../../model/components/client/protocol.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import { commits, monitor, partsOf, textIn, without, type StoredObject } from '../cluster.ts';
import { followRequests, nameIn, noRequests, remember, requestNotes, type UnderWay } from '../requests.ts';
import { againstMutating, againstValidating, isDoubtful, mayBeRefusedOtherwise, type Known, type Write } from './rules.ts';
import { reviewAnswered, reviewsAsked } from './webhookReviews.ts';

/** A write under way, and what webhooks have said to it. */
type Seen = Write & {
  readonly isMutated?: true;
  /** By index: whether the webhook's silence is a refusal. */
  readonly strict?: { readonly [index: string]: boolean };
  /** A webhook has denied it, or was silent and must not be. */
  readonly isRefused?: true;
};

/** What an API server decided in its last action: all by itself, or when a webhook had answered. */
type Decision = { readonly write: Seen; readonly stage: 'mutating' | 'schema' | 'validating' | 'webhooks'; readonly refusal?: string };

type Memory = {
  readonly underWay: UnderWay<Seen>;
  readonly decisions: { readonly [apiserver: string]: Decision };
  /** A live lookup may have found one that has gone since. */
  readonly accountsGo?: true;
};

/**
 * The other half of P06: what is refused is refused for a reason, and what a rule is against is refused. The rules are judged by the caches that
 * the API server decided with. Quotas, which are charged later, and updates are left to others.
 */
export const refusalsHaveReasons = monitor<Memory>({
  name: 'refusals-have-reasons',
  statement: 'Admission refuses a creation (or the deletion of a namespace) if, and only if, one of its rules or webhooks is against it.',
  source: 'Admission Control in Kubernetes (NamespaceLifecycle, ServiceAccount, Priority, LimitRanger); Dynamic Admission Control, "Failure policy"',
  initial: { underWay: noRequests, decisions: {} },
  judge(seen, happening, shape) {
    if (!('component' in happening)) return seen;
    const accountsGo = seen.accountsGo ?? commits(happening, shape).some(({ resource, type }) => resource === 'serviceaccounts' && type === 'DELETED');
    const kept = { ...(accountsGo && { accountsGo }) } as Pick<Memory, 'accountsGo'>;
    if (!shape.apiservers.includes(happening.component)) return { ...seen, ...kept };
    let underWay = followReviews(seen.underWay, happening, shape);
    const decisions = without(seen.decisions, happening.component);
    const decision = decisionIn(underWay, happening, shape);
    underWay = followRequests(mutated(underWay, happening, shape), happening, shape, writeOf);
    return { underWay, decisions: decision === undefined ? decisions : { ...decisions, [happening.component]: decision }, ...kept };
  },
  compare({ decisions, accountsGo }, state, shape) {
    for (const [apiserver, decision] of Object.entries(decisions)) {
      const why = unfounded(decision, knownTo(apiserver, state), accountsGo === true ? undefined : state, shape);
      if (why !== undefined) return why;
    }
    return undefined;
  },
  premise: ({ underWay }) => Object.keys(underWay.requests).length > 0,
});

function writeOf({ verb, resource, subresource, namespace, name, body = {} }: ApiRequest): Seen | undefined {
  if (subresource !== undefined || (verb !== 'create' && !(verb === 'delete' && resource === 'namespaces'))) return undefined;
  const { metadata = {} } = body as { readonly metadata?: { readonly name?: string } };
  return { verb, resource, ...(namespace !== undefined && { namespace }), name: name ?? metadata.name ?? '', object: body };
}

/** What came of a request in this action, as far as it was not for etcd to decide. */
function decisionIn(underWay: UnderWay<Seen>, happening: Happening, shape: ClusterShape): Decision | undefined {
  if (happening.kind !== 'reaction') return undefined;
  const notes = requestNotes(happening, shape);
  // A client may have used the name for another request before.
  const first = notes.find(({ verb }) => verb === 'create' || verb === 'delete');
  const write = first && underWay.requests[nameIn(underWay, first.apiserver, `request/${first.request}`)];
  const { input } = happening;
  const refusal = notes.find(({ note }) => note === 'rejected');
  const isReview = reviewAnswered(happening, shape) !== undefined;
  // It goes on at once when a live lookup is answered.
  const isOwn = input.kind === 'internal' || (input.kind === 'message' && input.from === shape.etcd && write?.isMutated === undefined);
  // What has passed and cannot be wrong need not be looked at: most writes are of that kind, and whatever is remembered keeps a search from leaving out orders.
  if (write?.verb !== first?.verb || write === undefined || (refusal === undefined ? !isOwn || !isDoubtful(write) : !isOwn && !isReview)) return undefined;
  const stage = isReview ? 'webhooks' : !write.isMutated ? 'mutating' : notes.some(({ note }) => note === 'schema validated') ? 'validating' : 'schema';
  return { write, stage, ...(refusal && { refusal: `${Number(refusal.facts['code'])} ${textIn(refusal.facts, 'reason')}` }) };
}

/** What mutating admission has made of the object. */
function mutated(underWay: UnderWay<Seen>, happening: Happening, shape: ClusterShape): UnderWay<Seen> {
  for (const { note, apiserver, request } of requestNotes(happening, shape)) {
    const name = nameIn(underWay, apiserver, `request/${request}`);
    const write = underWay.requests[name];
    if (note !== 'mutating admission' || write === undefined || happening.kind !== 'reaction') continue;
    const { object = write.object } = (happening.reaction.set?.[`request/${request}`] ?? {}) as { readonly object?: JsonObject };
    return remember(underWay, name, { ...write, object, isMutated: true });
  }
  return underWay;
}

function followReviews(before: UnderWay<Seen>, happening: Happening, shape: ClusterShape): UnderWay<Seen> {
  let underWay = before;
  const review = reviewAnswered(happening, shape);
  const write = review && underWay.requests[review.request];
  if (review !== undefined && write !== undefined && (review.answer.timedOut ? write.strict?.[review.index] === true : !review.answer.allowed)) underWay = remember(underWay, review.request, { ...write, isRefused: true });
  for (const { request, index, failurePolicy } of reviewsAsked(happening, shape)) {
    const asked = underWay.requests[request];
    if (asked !== undefined) underWay = remember(underWay, request, { ...asked, strict: { ...asked.strict, [index]: failurePolicy === 'Fail' } });
  }
  return underWay;
}

/** @param store of which it is known that no service account has gone */
function unfounded({ write, stage, refusal }: Decision, known: Known, store: StateView | undefined, { etcd }: ClusterShape): string | undefined {
  const against = stage === 'mutating' ? againstMutating(write, known) : stage === 'validating' ? againstValidating(write, known) : undefined;
  if (refusal !== undefined) {
    const isInvalid = stage === 'schema' && validate(write.object).length > 0;
    // Quotas come after all others.
    const mayBeOthers = (stage === 'validating' || stage === 'webhooks') && mayBeRefusedOtherwise(write, known);
    return against !== undefined || isInvalid || write.isRefused || mayBeOthers ? undefined : `the ${what(write)} was refused (${refusal}), and ${stage === 'webhooks' ? 'no webhook that was asked' : 'no rule'} is against it`;
  }
  // Whether what the cache does not know exists was looked up.
  const isLookedUp = against?.startsWith('namespace') === true && against.endsWith('is not known');
  const isAccount = against?.startsWith('service account') === true;
  const hasAccount = isAccount && (store === undefined || known.one('serviceaccounts', write.namespace, accountOf(write)) !== undefined || store.get(etcd, `serviceaccounts/${write.namespace ?? 'default'}/${accountOf(write)}`) !== undefined);
  return against === undefined || isLookedUp || hasAccount ? undefined : `the ${what(write)} passed ${stage} admission, although ${against}`;
}

function accountOf({ object }: Write): string {
  return (object as { readonly spec?: { readonly serviceAccountName?: string } }).spec?.serviceAccountName ?? 'default';
}

function what({ verb, resource, namespace, name }: Write): string {
  return `${verb} of ${[resource, namespace, name].filter((part) => part !== undefined && part !== '').join('/')}`;
}

function knownTo(apiserver: string, state: StateView): Known {
  return {
    one: (resource, namespace, name) => state.get(apiserver, `cache/${[resource, namespace, name].filter((part) => part !== undefined).join('/')}`) as unknown as StoredObject | undefined,
    all: (resource, namespace) => partsOf<StoredObject>(state, apiserver, `cache/${resource}/${namespace === undefined ? '' : `${namespace}/`}`),
  };
}
