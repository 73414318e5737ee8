import type { GuardTable, Input, Internal, Parts, View } from '../../kernel/component.ts';
import type { Json, JsonObject } from '../../kernel/json.ts';
import { chartGuards, type ChartState, type ChartStep } from '../../kernel/statechart.ts';
import type { Step } from '../../kernel/step.ts';
import { keyFor, type KubernetesObject, type Lease } from '../../objects/index.ts';
import { sendRequest, type ClientIdentity } from '../client/client.ts';
import type { InformerEvent } from '../client/informer.ts';
import { succeeded, type ApiReply } from '../client/protocol.ts';
import { note } from '../notes.ts';
import { leaderLease, leaseGuards, type LeaseContext, type LeaseEvent } from './leaderLease.ts';

/**
 * Leader election among the replicas of a process through a Lease, read through the process's informer of
 * `leases`. Renewals are left out: a holder that lives renews, one that has crashed is noticed by its silence.
 * A process's identity is its component's name; a real one adds a random suffix, so that it waits for its own
 * former lease to expire before it takes it again (client-go tools/leaderelection).
 */
export interface ElectionConfig {
  readonly identity: ClientIdentity;
  /** The name of the Lease. */
  readonly lease: string;
  /** Where the Lease is; `kube-system` when absent. */
  readonly namespace?: string;
}

export const electionGuards: GuardTable = {
  ...chartGuards(leaderLease, leaseGuards),
  replicaLeads: 'a replica that does not lead starts no work, and one that is deposed stops (cmd/kube-controller-manager app/controllermanager.go, OnStartedLeading and OnStoppedLeading)',
};

const part = 'election';
const tag = 'election';

/** Who holds the lease at the beginning leads from the beginning, if that is a candidate of ours. */
export function electionParts(config: ElectionConfig, warm: readonly KubernetesObject[] = []): Parts {
  const lease = warm.find((object) => object.kind === 'Lease' && object.metadata.name === config.lease && object.metadata.namespace === namespaceOf(config));
  const self = config.identity.component;
  const holder = holderOf(lease);
  const initial = leaderLease.initial({ self, holder });
  return { [part]: holder === self ? { ...initial, value: 'leading' } : initial };
}

/** Work for a follower: the guards decide whether it may. */
export function electionInternals(value: Json, key: string): readonly Internal[] {
  if (key !== part) return [];
  switch ((value as ChartState).value) {
    case 'follower':
      return [
        { label: 'acquires the lease', input: { election: 'acquire' } },
        { label: 'acquires the lease of another one', input: { election: 'jump' }, fault: 'leaderOverlap' },
      ];
    case 'refused':
      return [{ label: 'tries for the lease again', input: { election: 'retry' }, timer: true }];
    default:
      return [];
  }
}

/** Whether this replica believes that it is the leader. */
export function mayAct(view: View): boolean {
  return (view.get(part) as ChartState | undefined)?.value === 'leading';
}

/** What the informer of `leases` has to tell. */
export function electionEvents(step: Step, config: ElectionConfig, events: readonly InformerEvent[]): void {
  for (const { resource, type, object } of events) {
    if (resource !== 'leases' || object.metadata.name !== config.lease || object.metadata.namespace !== namespaceOf(config)) continue;
    move(step, config, { type: 'SEEN', holder: type === 'DELETED' ? '' : holderOf(object) });
  }
}

/** Handles what concerns the election. @returns false when the input is for somebody else. */
export function electionInput(step: Step, config: ElectionConfig, input: Input, taken?: { readonly tag: string; readonly reply: ApiReply }): boolean {
  if (taken !== undefined) {
    if (taken.tag !== tag) return false;
    move(step, config, succeeded(taken.reply) ? { type: 'WRITTEN' } : { type: 'REFUSED', holder: holderOf(cachedLease(step, config)) });
    return true;
  }
  if (input.kind === 'silence') {
    const { value, context } = step.get(part) as ChartState;
    const { holder, silent } = context as LeaseContext;
    return value === 'follower' && holder === input.of && !silent && move(step, config, { type: 'SILENT' });
  }
  if (input.kind !== 'internal' || typeof input.input !== 'object' || input.input === null || !('election' in input.input)) return false;
  if (input.input['election'] === 'retry') return move(step, config, { type: 'RETRY' });
  if (!knowsTheLease(step)) return step.impossible();
  if (input.input['election'] === 'acquire') return move(step, config, { type: 'ACQUIRE' }) || step.impossible();
  if (next(step, { type: 'ACQUIRE' }).taken || !step.fault('leaderOverlap')) return step.impossible();
  return move(step, config, { type: 'CLOCK_JUMP' });
}

function next(step: Step, event: LeaseEvent): ChartStep {
  return leaderLease.next(step.get(part) as ChartState, event, (guard, holds) => step.check(guard, holds));
}

function move(step: Step, config: ElectionConfig, event: LeaseEvent): boolean {
  const { taken, state, actions } = next(step, event);
  if (!taken) return false;
  step.set(part, state);
  for (const action of actions) {
    if (action.type === 'writeLease') writeLease(step, config);
    if (action.type === 'startLeading') step.note(note('started leading', `${config.identity.component} leads`, { lease: config.lease }));
    if (action.type === 'stopLeading') step.note(note('stopped leading', `${config.identity.component} stops: another one holds the lease`, { lease: config.lease }));
  }
  return true;
}

/** Compare-and-swap on what the cache shows; a change of leader is counted, so that a takeover by oneself shows too. */
function writeLease(step: Step, config: ElectionConfig): void {
  const lease = cachedLease(step, config);
  const namespace = namespaceOf(config);
  const spec: JsonObject = { holderIdentity: config.identity.component, leaseTransitions: (specOf(lease).leaseTransitions ?? -1) + 1 };
  if (lease === undefined) {
    const body = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: config.lease, namespace }, spec };
    sendRequest(step, config.identity, tag, { verb: 'create', resource: 'leases', namespace, body });
  } else {
    const body = { ...lease, spec: { ...specOf(lease), ...spec } } as unknown as JsonObject;
    sendRequest(step, config.identity, tag, { verb: 'update', resource: 'leases', namespace, name: config.lease, body });
  }
}

function knowsTheLease(view: View): boolean {
  const phase = (view.get('informer/leases') as { readonly phase: string } | undefined)?.phase;
  return phase !== undefined && phase !== 'unlisted' && phase !== 'listing';
}

function cachedLease(step: Step, config: ElectionConfig): KubernetesObject | undefined {
  return step.get(`cache/${keyFor('leases', namespaceOf(config), config.lease)}`) as KubernetesObject | undefined;
}

function namespaceOf(config: ElectionConfig): string {
  return config.namespace ?? 'kube-system';
}

function specOf(lease: KubernetesObject | undefined): NonNullable<Lease['spec']> {
  return (lease as Lease | undefined)?.spec ?? {};
}

function holderOf(lease: KubernetesObject | undefined): string {
  return specOf(lease).holderIdentity ?? '';
}
