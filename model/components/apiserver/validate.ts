import type { GuardTable } from '../../kernel/component.ts';
import { validate as schemaErrors, validateUpdate as updateErrors, type Binding, type KubernetesObject, type Pod } from '../../objects/index.ts';
import { validate as validateByPlugins, validated, validatingCalls, type Reviewed } from './admission/index.ts';
import { bind, bindingErrors } from './binding.ts';
import { prepareCreated } from './create.ts';
import { planDeletion, updateRemoves } from './deletion.ts';
import type { Handling } from './handling.ts';
import { metadataOf, withMetadata } from './metadata.ts';
import { generateName } from './names.ts';
import type { Plan } from './requestState.ts';
import { invalid } from './statusErrors.ts';
import { prepareUpdate, type Proposal } from './update.ts';
import { sameJson } from './admission/json.ts';

export const validationGuards = {
  objectIsValid: 'only objects that their schema and their strategy allow are stored (apiserver pkg/registry/rest/create.go BeforeCreate, update.go BeforeUpdate)',
  allWebhooksHaveAnswered: 'validating webhooks are asked in parallel, and all must allow: the request waits for the last of them (apiserver pkg/admission/plugin/webhook/validating/dispatcher.go)',
  updateChangesSomething: 'an update that changes nothing is answered without a write: the version stays, and no watch tells of it (apiserver pkg/storage/etcd3/store.go GuaranteedUpdate)',
} as const satisfies GuardTable;

/** Name generation, schema validation and validating admission by the built-in plugins; then the webhooks are asked. */
export function validate(handling: Handling): void {
  const proposal = prepare(handling);
  if ('rejection' in proposal) return handling.reject(proposal.rejection);
  const prepared = proposal.object;
  handling.update({ prepared, answer: undefined });
  handling.note('schema validated', 'valid');
  const refusal = validateByPlugins(handling.context(prepared));
  if (refusal !== undefined) return handling.reject(refusal);
  const asked = validatingCalls(handling.context(prepared));
  if (asked.kind === 'rejected') return handling.reject(asked.rejection);
  if (asked.calls.length === 0) return settle(handling);
  asked.calls.forEach((call, index) => handling.step.send(call.to, { ...call.review, id: `${handling.id}#${index}` }));
  handling.next('review', { asked: asked.calls.map((call) => call.webhook), unanswered: asked.calls.map((_, index) => index) });
}

/** One of the validating webhooks has answered; the first refusal counts, when all have. */
export function validatingWebhookAnswered(handling: Handling, index: number, reviewed: Reviewed): void {
  const { asked = [], unanswered = [], prepared, refusal } = handling.state;
  const webhook = asked[index];
  if (webhook === undefined || prepared === undefined || !unanswered.includes(index)) return;
  const rejection = refusal ?? validated(handling.context(prepared), webhook, reviewed);
  const left = unanswered.filter((other) => other !== index);
  if (!handling.step.check('allWebhooksHaveAnswered', left.length === 0)) return handling.next('review', { unanswered: left, refusal: rejection });
  handling.update({ asked: undefined, unanswered: undefined, refusal: undefined });
  if (rejection !== undefined) handling.reject(rejection);
  else settle(handling);
}

function prepare(handling: Handling): Proposal {
  const { request, step, state, isBinding } = handling;
  const object = state.object as KubernetesObject;
  if (isBinding) return checked(handling, 'Binding', object, bindingErrors(object as Binding));
  if (request.verb === 'delete') return { object };
  if (state.base === undefined) {
    const named = nameIt(handling, prepareCreated(request.resource, object));
    return checked(handling, object.kind, named, metadataOf(named).name ? messages(schemaErrors(named)) : ['metadata.name: Required value: name or generateName is required']);
  }
  const proposal = prepareUpdate(step, request, state.base, object);
  return 'rejection' in proposal ? proposal : checked(handling, object.kind, proposal.object, messages([...schemaErrors(proposal.object), ...updateErrors(withDeletionOf(proposal.object, state.base), state.base)]));
}

function nameIt(handling: Handling, object: KubernetesObject): KubernetesObject {
  const { name, generateName: prefix } = metadataOf(object);
  const { resource, namespace } = handling.request;
  const given = name || (prefix ? generateName(handling.step, handling.caches, handling.config.nameSeries ?? '', resource, namespace, prefix) : undefined);
  if (given === undefined) return object;
  handling.update({ key: handling.keyOf(given) });
  return withMetadata(object, { name: given });
}

/** What an update may do to a deletion under way has guards of its own (update.ts): it is not judged twice. */
function withDeletionOf(object: KubernetesObject, base: KubernetesObject): KubernetesObject {
  const { deletionTimestamp, deletionGracePeriodSeconds, finalizers } = metadataOf(base);
  return withMetadata(object, { deletionTimestamp, deletionGracePeriodSeconds, ...(deletionTimestamp !== undefined && { finalizers }) });
}

function messages(errors: readonly { readonly message: string }[]): readonly string[] {
  return errors.map(({ message }) => message);
}

function checked(handling: Handling, kind: string, object: KubernetesObject, errors: readonly string[]): Proposal {
  if (handling.step.check('objectIsValid', errors.length === 0)) return { object };
  return { rejection: invalid(kind, handling.isBinding ? '' : handling.request.resource, metadataOf(object).name ?? '', errors.length > 0 ? errors : ['not valid']) };
}

/** Everybody has agreed: what is to be done in etcd? */
function settle(handling: Handling): void {
  const { request, step, state, isBinding } = handling;
  const { base } = state;
  const prepared = state.prepared as KubernetesObject;
  if (base === undefined) return pass(handling, { change: 'create', object: prepared });
  if (isBinding) {
    const bound = bind(step, base as Pod, prepared as Binding);
    return 'rejection' in bound ? handling.reject(bound.rejection) : pass(handling, { change: 'put', object: bound.pod });
  }
  if (request.verb === 'delete') {
    const deletion = planDeletion(step, request, base);
    if ('rejection' in deletion) return handling.reject(deletion.rejection);
    return 'plan' in deletion ? pass(handling, deletion.plan) : handling.next('unchanged', { answer: { code: 200, object: deletion.pending } });
  }
  if (updateRemoves(step, base, prepared)) return pass(handling, { change: 'delete' });
  if (!step.check('updateChangesSomething', !sameJson(prepared, base))) return handling.next('unchanged', { answer: { code: 200, object: base } });
  pass(handling, { change: 'put', object: prepared });
}

/** Creations and updates of objects themselves go before the quotas; the rest is free. */
function pass(handling: Handling, plan: Plan): void {
  const { verb, subresource } = handling.request;
  handling.note('validating admission', 'passed validating admission');
  handling.next(verb !== 'delete' && subresource === undefined && plan.change !== 'delete' ? 'charge' : 'validated', { plan });
}
