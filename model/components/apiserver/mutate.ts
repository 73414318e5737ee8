import type { KubernetesObject } from '../../objects/index.ts';
import { admit, mutated, nextMutating, reinvocationIsNeeded, startMutating, startReinvocation, type MutatingRound, type Reviewed } from './admission/index.ts';
import type { Handling } from './handling.ts';
import { proposedUpdate, type Proposal } from './update.ts';

/**
 * Mutating admission: the built-in plugins, then the mutating webhooks one after the other, then all of it at
 * most once more if a webhook changed the object (apiserver pkg/admission/{chain,reinvocation}.go).
 */
export function mutate(handling: Handling): void {
  const { before, round, object } = handling.state;
  if (before !== undefined && round !== undefined && object !== undefined) return reinvoke(handling, round, before);
  const proposal = proposed(handling);
  if ('rejection' in proposal) return handling.reject(proposal.rejection);
  const outcome = admit(handling.context(proposal.object));
  switch (outcome.kind) {
    case 'rejected':
      return handling.reject(outcome.rejection);
    case 'lookup':
      return handling.next('lookUpLive', { lookup: outcome.key });
    case 'admitted':
      return askNext(handling, startMutating(handling.caches), outcome.object);
  }
}

/** What admission is asked about: the object to be, or the one to go, or the binding. */
function proposed(handling: Handling): Proposal {
  const { request, state, isBinding } = handling;
  if (request.verb === 'delete' && state.base !== undefined) return { object: state.base };
  if (state.base !== undefined && !isBinding) return proposedUpdate(handling.step, request, state.base);
  return { object: state.object as KubernetesObject };
}

function askNext(handling: Handling, round: MutatingRound, object: KubernetesObject): void {
  const next = nextMutating(handling.context(object), round);
  switch (next.kind) {
    case 'rejected':
      return handling.reject(next.rejection);
    case 'call':
      handling.step.send(next.call.to, { ...next.call.review, id: `${handling.id}#` });
      return handling.next('review', { round: next.round, object });
    case 'done':
      if (!reinvocationIsNeeded(handling.context(object), next.round)) return finish(handling, object);
      handling.update({ object });
      return reinvoke(handling, next.round, object);
  }
}

/** The webhook that was asked has answered. */
export function mutatingWebhookAnswered(handling: Handling, reviewed: Reviewed): void {
  const { round, object } = handling.state;
  if (round === undefined || object === undefined) return;
  const result = mutated(handling.context(object), round, reviewed);
  if (result.kind === 'rejected') handling.reject(result.rejection);
  else askNext(handling, result.round, result.object);
}

function reinvoke(handling: Handling, round: MutatingRound, before: KubernetesObject): void {
  handling.update({ before: undefined });
  const outcome = admit(handling.context(before));
  switch (outcome.kind) {
    case 'rejected':
      return handling.reject(outcome.rejection);
    case 'lookup':
      return handling.next('lookUpLive', { lookup: outcome.key, round, before });
    case 'admitted':
      return askNext(handling, startReinvocation(handling.context(outcome.object), round, before), outcome.object);
  }
}

function finish(handling: Handling, object: KubernetesObject): void {
  handling.note('mutating admission', 'passed mutating admission');
  handling.next('mutated', { object, round: undefined, before: undefined, lookup: undefined, live: undefined });
}
