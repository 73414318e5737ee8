import type { Component, GuardTable, Input, Internal, Parts, View } from '../../kernel/component.ts';
import type { Json } from '../../kernel/json.ts';
import type { ChartState } from '../../kernel/statechart.ts';
import { reactions, type Step } from '../../kernel/step.ts';
import type { KubernetesObject } from '../../objects/index.ts';
import { clientParts, takeReply, type ClientIdentity } from '../client/client.ts';
import { informerGuards, informerInput, informerInternals, informerParts, informersSynced, type InformerConfig } from '../client/informer.ts';
import { electionEvents, electionGuards, electionInput, electionInternals, electionParts, mayAct, type ElectionConfig } from '../controllers/leaderElection.ts';
import { bindingCycleGuards, bindingReply, cycleInternals, handleFailure, volumesBound, volumesTimeOut } from './bindingCycle.ts';
import { onEvent, waitingPods } from './eventHandlers.ts';
import { failureGuards, reported } from './failureHandler.ts';
import { filterGuards } from './framework.ts';
import type { SchedulerConfig } from './parts.ts';
import { filterPlugins } from './plugins/index.ts';
import { activate, queueGuards, queueInternals } from './queue.ts';
import { scheduleOne, scheduleOneGuards } from './scheduleOne.ts';
import { cycleGuards } from './schedulingCycle.ts';
import { snapshotGuards } from './snapshot.ts';

export interface SchedulerOptions {
  readonly name: string;
  /** Usually `system:kube-scheduler`. */
  readonly user: string;
  readonly apiservers: readonly string[];
  /** The pods that it is responsible for: those that name it in `spec.schedulerName`. */
  readonly schedulerName?: string;
  /** Resources that it watches; fewer make a smaller model of a cluster that has none of the others. */
  readonly watches?: readonly string[];
  readonly election?: Omit<ElectionConfig, 'identity'>;
  /** Components that notice when it is silent: the other replicas, which may then take its lease. */
  readonly observers?: readonly string[];
  /** What the cluster holds at the beginning; absent = a cold start. */
  readonly warm?: readonly KubernetesObject[];
}

export const schedulerGuards: GuardTable = {
  ...informerGuards,
  ...queueGuards,
  ...scheduleOneGuards,
  ...snapshotGuards,
  ...filterGuards(filterPlugins),
  ...cycleGuards,
  ...bindingCycleGuards,
  ...failureGuards,
};

const leaderGuards: GuardTable = {
  replicaLeads: 'a scheduler that does not lead pops no pod from its queue (cmd/kube-scheduler/app/server.go Run, OnStartedLeading)',
};

/**
 * kube-scheduler: it watches pods and nodes, takes one waiting pod at a time, filters and scores the nodes,
 * assumes the pod on the best one and binds it asynchronously (pkg/scheduler/schedule_one.go).
 *
 * Parts, each of one pod (`<pod>` = `<namespace>/<name>`), beside those of its client and informers:
 * - `queue/<pod>` {@link QueuedPod}: waits in one of the queues
 * - `cycle/<pod>` {@link CycleState}: an attempt under way (the machine in schedulingCycle.ts)
 * - `assumed/<pod>` {@link AssumedPod}: `{uid, node, phase: 'binding' | 'bound', pod}`, counts on its node
 * - `volumes/<pod>` {@link PodVolumes}: the volume objects that its attempt has to write
 * - `reporting/<pod>` {@link Reporting}: a status patch under way
 *
 * Notes: scheduling, skipped, filtered, scored, assumed, bound, confirmed, forgotten, unschedulable,
 * scheduling failed, flushed. Several replicas may run at once, with or without an election.
 */
export function scheduler(options: SchedulerOptions): Component {
  const identity: ClientIdentity = { component: options.name, user: options.user, apiservers: options.apiservers };
  const election: ElectionConfig | undefined = options.election && { ...options.election, identity };
  const watches = options.watches ?? ['pods', 'nodes', 'persistentvolumeclaims', 'persistentvolumes', 'storageclasses'];
  const informers: InformerConfig = { identity, resources: [...new Set([...watches, ...(election ? ['leases'] : [])])].sort() };
  const config: SchedulerConfig = { name: options.name, identity, informers, schedulerName: options.schedulerName ?? 'default-scheduler', election };
  const parts = (warm?: readonly KubernetesObject[]): Parts => ({
    ...informerParts(informers, warm),
    ...(election ? electionParts(election, warm) : {}),
    ...waitingPods(config, warm ?? []),
  });
  return {
    name: options.name,
    kind: 'scheduler',
    initial: parts(options.warm),
    guards: { ...schedulerGuards, ...(election ? { ...electionGuards, ...leaderGuards } : {}) },
    internals: (part, key): readonly Internal[] => [
      ...informerInternals(part, key),
      ...queueInternals(part, key),
      ...(key.startsWith('cycle/') ? cycleInternals((part as ChartState).value, key.slice('cycle/'.length)) : []),
      ...(election ? electionInternals(part, key) : []),
    ],
    react: (view, input, check) => reactions(view, check, (step) => react(step, config, input)),
    crash: {
      fault: 'crash',
      durable: (part) => part === clientParts.epoch,
      fresh: parts(),
      effects: (view: View) => ({ set: { [clientParts.epoch]: Number(view.get(clientParts.epoch) ?? 0) + 1 } }),
      ...(options.observers && { observers: options.observers }),
    },
  };
}

function react(step: Step, config: SchedulerConfig, input: Input): void {
  const taken = takeReply(step, input);
  const events = informerInput(step, config.informers, input, taken);
  if (events !== undefined) {
    if (config.election) electionEvents(step, config.election, events);
    for (const event of events) onEvent(step, config, event);
    return;
  }
  if (config.election && electionInput(step, config.election, input, taken)) return;
  if (taken?.tag.startsWith('status/')) reported(step, config, taken.tag.slice('status/'.length));
  else if (taken !== undefined) bindingReply(step, config, taken.tag, taken.reply);
  else if (input.kind === 'internal') work(step, config, input.input);
  // It may concern the election later, when the one that is silent has come to hold the lease.
  else if (input.kind === 'silence') step.impossible();
}

function work(step: Step, config: SchedulerConfig, input: Json): void {
  const { scheduler: what, pod } = input as { readonly scheduler: string; readonly pod: string };
  switch (what) {
    case 'schedule':
      return mayWork(step, config) ? scheduleOne(step, config, pod) : step.impossible();
    case 'handle failure':
      return handleFailure(step, config, pod);
    case 'activate':
    case 'flush':
      return activate(step, pod, what);
    case 'volumes bound':
      return volumesBound(step, config, pod);
    case 'volumes time out':
      return volumesTimeOut(step, config, pod);
    default:
      return step.impossible();
  }
}

/**
 * WaitForCacheSync, and leadership: a follower keeps its caches and queues but pops nothing. Of a deposed leader
 * what is under way still ends (nothing fences it), and it may lead again with what it knows; a real one exits then, which a crash models.
 */
function mayWork(step: Step, config: SchedulerConfig): boolean {
  return informersSynced(step, config.informers.resources) && (config.election === undefined || step.check('replicaLeads', mayAct(step)));
}
