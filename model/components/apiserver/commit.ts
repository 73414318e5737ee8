import type { KubernetesObject } from '../../objects/index.ts';
import type { EtcdTimeout, RangeReply, TxnReply } from '../etcd/protocol.ts';
import { etcdOf } from './config.ts';
import { violatedPrecondition } from './deletion.ts';
import type { Handling } from './handling.ts';
import { metadataOf } from './metadata.ts';
import { readAnswered } from './reads.ts';
import { isDryRun, type Answer } from './requestState.ts';
import { alreadyExists, etcdTimedOut, generatedNamesTaken, notFound } from './statusErrors.ts';

/** The transaction that makes it so; a dry run only looks whether it would succeed (apiserver registry/dryrun.go). */
export function commit(handling: Handling): void {
  const { plan, base } = handling.state;
  if (plan === undefined) return;
  handling.note('committing', isDryRun(handling.request) ? 'dry run' : `${plan.change} in etcd`);
  if (isDryRun(handling.request)) return read(handling);
  const expect = plan.change === 'create' ? '0' : (metadataOf(base ?? {}).resourceVersion ?? '0');
  transact(handling, plan.change === 'delete' ? { expect, delete: true } : { expect, put: plan.object });
}

/** The second phase of a graceless deletion: whatever is there goes, whoever changed it (registry/store.go Delete). */
export function remove(handling: Handling): void {
  transact(handling, { expect: metadataOf(handling.state.base ?? {}).resourceVersion ?? '0', delete: true });
}

function transact(handling: Handling, change: { readonly expect: string; readonly put?: KubernetesObject; readonly delete?: true }): void {
  const { config, id, request, state } = handling;
  handling.step.send(etcdOf(config), { type: 'txn', id, key: state.key ?? '', resource: request.resource, ...change });
}

/** Reads the object that the request is about. */
export function read(handling: Handling): void {
  handling.step.send(etcdOf(handling.config), { type: 'range', id: handling.id, key: handling.state.key ?? '' });
}

/** Reads what admission wants to see as it is now. */
export function readLive(handling: Handling): void {
  handling.step.send(etcdOf(handling.config), { type: 'range', id: handling.id, key: handling.state.lookup ?? '' });
}

/** Etcd has answered. */
export function etcdAnswered(handling: Handling, reply: TxnReply | RangeReply | EtcdTimeout): void {
  if (reply.type === 'etcdTimeout') return handling.next('timedOut', { answer: etcdTimedOut() });
  if (reply.type === 'txnReply') return handling.state.value === 'removing' ? removed(handling, reply) : transacted(handling, reply);
  const found = reply.objects[0] as KubernetesObject | undefined;
  switch (handling.state.value) {
    case 'reading':
      return readAnswered(handling, reply);
    case 'lookingUp':
      return found === undefined ? missing(handling) : handling.next('found', { base: found });
    case 'lookingUpLive': {
      const { lookup = '', live } = handling.state;
      return handling.next('found', { lookup: undefined, live: { ...live, [lookup]: found ?? null } });
    }
    case 'confirming':
      return confirmed(handling, found);
    case 'committing':
      return wouldBe(handling, found);
    default:
      return;
  }
}

function missing(handling: Handling): void {
  const { request, state } = handling;
  const tolerated = state.plan?.change === 'delete' && request.verb !== 'delete';
  const name = request.name ?? metadataOf(request.body ?? {}).name ?? '';
  handling.next('missing', { answer: tolerated ? { code: 200, object: state.base } : notFound(request.resource, name) });
}

/** A decision on the cached object was against the request, or for doing nothing: does it hold for what is stored? */
function confirmed(handling: Handling, found: KubernetesObject | undefined): void {
  if (found === undefined) return missing(handling);
  if (metadataOf(found).resourceVersion === metadataOf(handling.state.base ?? {}).resourceVersion) return handling.next('confirmed');
  handling.next(handling.isBinding ? 'bindingChanged' : 'changed', { base: found, answer: undefined, plan: undefined });
}

/** Somebody else was faster: again, on what is stored now. */
function lost(handling: Handling, current: KubernetesObject): void {
  handling.next(handling.isBinding ? 'bindingConflict' : 'conflict', { base: current, plan: undefined });
}

function transacted(handling: Handling, reply: TxnReply): void {
  const { plan } = handling.state;
  if (!reply.succeeded) return refused(handling, (reply.current ?? undefined) as KubernetesObject | undefined);
  const object = reply.object as KubernetesObject;
  handling.note('committed', `committed`, { change: plan?.change ?? '' });
  if (plan?.change === 'put' && plan.thenRemove) return handling.next('remove', { base: object });
  handling.next('committed', { answer: success(handling, object) });
}

function refused(handling: Handling, current: KubernetesObject | undefined): void {
  const { plan } = handling.state;
  if (plan?.change !== 'create') return current === undefined ? missing(handling) : lost(handling, current);
  const { name = '', generateName } = metadataOf(plan.object);
  const { resource, body } = handling.request;
  const wasGenerated = generateName !== undefined && !metadataOf(body ?? {}).name;
  if (wasGenerated) return handling.next('nameTaken', { answer: generatedNamesTaken(resource, name) });
  handling.reject(alreadyExists(resource, name, current !== undefined && metadataOf(current).deletionTimestamp !== undefined));
}

/** A dry run sees what is stored instead of a transaction's outcome. */
function wouldBe(handling: Handling, found: KubernetesObject | undefined): void {
  const { plan, base } = handling.state;
  if (plan?.change === 'create') {
    return found === undefined ? handling.next('committed', { answer: success(handling, plan.object) }) : refused(handling, found);
  }
  if (found === undefined) return missing(handling);
  if (metadataOf(found).resourceVersion !== metadataOf(base ?? {}).resourceVersion) return lost(handling, found);
  handling.next('committed', { answer: success(handling, plan?.change === 'put' ? plan.object : found) });
}

function success(handling: Handling, object: KubernetesObject): Answer {
  const isCreated = handling.request.verb === 'create';
  return { code: isCreated ? 201 : 200, ...(!handling.isBinding && { object }) };
}

/** Whether the marked object is gone; if another actor removed it, that is as good (kubernetes issue 19403). */
function removed(handling: Handling, reply: TxnReply): void {
  const { base, request } = handling.state;
  const current = (reply.current ?? undefined) as KubernetesObject | undefined;
  if (reply.succeeded) {
    handling.note('committed', 'removed', { change: 'delete' });
    return handling.next('committed', { answer: { code: 200, object: reply.object } });
  }
  if (current === undefined) return handling.next('missing', { answer: { code: 200, object: base } });
  const violated = violatedPrecondition(handling.step, request, current);
  if (violated !== undefined) return handling.reject(violated);
  handling.next('conflict', { base: current });
}
