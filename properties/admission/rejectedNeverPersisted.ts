import { validate } from '../../model/objects/index.ts';
import { isReply } from '../../model/components/client/protocol.ts';
import type { Happening, Json } from '../../model/kernel/index.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import { commits, keyIn, monitor, textIn, wrong } from '../cluster.ts';
import { followRequests, forget, nameIn, noRequests, remember, requestBehind, requestNotes, type UnderWay } from '../requests.ts';
import { reviewAnswered } from './webhookReviews.ts';

/** Who has denied the request, or that its object has been stored. */
type Fate = { readonly deniedIn: 'mutating' | 'validating' } | { readonly stored: string };

/**
 * P06. One of the three that this project is for: what admission rejects is never stored. Judged from outside
 * admission: by the answers of the webhooks, by the schema of what is stored, and by what the client is told.
 */
export const rejectedNeverPersisted = monitor<UnderWay<Fate>>({
  name: 'rejected-never-persisted',
  statement: 'A request that admission rejects never changes the object that it is about.',
  promise: 'P06',
  source: 'Controlling Access to the Kubernetes API; apiserver endpoints/handlers/create.go, pkg/registry/generic/registry/store.go Create',
  initial: noRequests,
  judge(before, happening, shape) {
    let fates = decideAgain(before, happening, shape);
    const review = reviewAnswered(happening, shape);
    if (review !== undefined && !review.answer.allowed && !review.answer.timedOut) {
      fates = remember(fates, review.request, { deniedIn: review.index === '' ? 'mutating' : 'validating' });
    }
    const request = requestBehind(happening, shape);
    for (const { resource, type, object } of commits(happening, shape)) {
      const key = keyIn(resource, object.metadata);
      const errors = type === 'DELETED' ? [] : validate(object);
      if (errors.length > 0) return wrong(`${key} was stored although it is invalid: ${errors.map(({ message }) => message).join('; ')}`);
      const fate = request === undefined ? undefined : fates.requests[request];
      if (fate !== undefined && 'deniedIn' in fate) return wrong(`${key} was stored although a ${fate.deniedIn} webhook had denied the request`);
      if (request !== undefined) fates = remember(fates, request, { stored: key });
    }
    return answeredNo(before, happening, shape) ?? followRequests(fates, happening, shape);
  },
  // Some client is being told that its request is refused.
  premise: (_, state, { apiservers, kubectl, schedulers, controllerManagers, nodes }) =>
    [kubectl, ...schedulers, ...controllerManagers, ...nodes.map(({ kubelet }) => kubelet)].some((client) => apiservers.some((apiserver) => state.underway(apiserver, client).some(isRefusal))),
});

/** Not that the object is missing, has changed meanwhile, or that a watch has expired: requests that are well and allowed get such answers, too. */
function isRefusal(message: Json): boolean {
  return isReply(message) && message.code >= 400 && message.code < 500 && ![404, 409, 410].includes(message.code);
}

/** On what somebody else has changed meanwhile, everything is decided anew. */
function decideAgain(fates: UnderWay<Fate>, happening: Happening, { apiservers }: ClusterShape): UnderWay<Fate> {
  if (happening.kind !== 'reaction' || happening.input.kind !== 'internal' || !apiservers.includes(happening.component)) return fates;
  const { admission, request } = happening.input.input as { readonly admission?: 'mutate' | 'validate'; readonly request?: string };
  if (admission === undefined || request === undefined) return fates;
  const name = nameIn(fates, happening.component, `request/${request}`);
  const fate = fates.requests[name];
  const stands = fate === undefined || !('deniedIn' in fate) || (admission === 'validate' && fate.deniedIn === 'mutating');
  return stands ? fates : forget(fates, name);
}

/** A deletion may mark its object and then find that another one has taken its place: that is told, too. */
function answeredNo(fates: UnderWay<Fate>, happening: Happening, shape: ClusterShape) {
  for (const { note, apiserver, request, verb, facts } of requestNotes(happening, shape)) {
    const fate = fates.requests[nameIn(fates, apiserver, `request/${request}`)];
    const code = Number(facts['code']);
    if (note !== 'rejected' || code >= 500 || verb === 'delete' || fate === undefined || !('stored' in fate)) continue;
    return wrong(`a client was told ${code} ${textIn(facts, 'reason')} about ${fate.stored}, which had been stored for it`);
  }
  return undefined;
}
