import type { Component, GuardTable, Input, Internal, Parts, View } from '../../kernel/component.ts';
import { ModelError } from '../../kernel/errors.ts';
import { reactions, type Step } from '../../kernel/step.ts';
import type { Json } from '../../kernel/json.ts';
import { keyFor, type KubernetesObject } from '../../objects/index.ts';
import { clientParts, sendRequest, takeReply, type ClientIdentity } from '../client/client.ts';
import { cached, informerGuards, informerInput, informerInternals, informerParts, informersSynced, type InformerConfig, type InformerEvent } from '../client/informer.ts';
import { partsAfter } from '../client/warmStart.ts';
import type { Controller, ControllerStep, Progress, SyncResult } from './controller.ts';
import { emptyQueue, emptyQueueInAnyOrder, enqueue, finish, queueInternals, take, type QueueState } from './queue.ts';
import { electionEvents, electionGuards, electionInput, electionInternals, electionParts, mayAct, type ElectionConfig } from './leaderElection.ts';

/**
 * A process that runs controllers over shared informers: kube-controller-manager, or anybody's operator.
 * Its replicas elect a leader through a Lease; a follower keeps its caches warm and does nothing else. Its
 * controllers begin with all that the caches hold when it becomes the leader. A deposed leader sends no new
 * requests and forgets what it knew (a real one exits: cmd/kube-controller-manager, OnStoppedLeading); requests
 * that it has under way take their course.
 */
export interface ControllerManagerConfig {
  readonly name: string;
  readonly user: string;
  readonly apiservers: readonly string[];
  readonly controllers: readonly Controller[];
  /** Components that notice when it is silent: the other replicas, which may then take its lease. */
  readonly observers?: readonly string[];
  readonly election?: Omit<ElectionConfig, 'identity'>;
  /** What the cluster holds at the beginning; absent = a cold start, everything has to be listed first. */
  readonly warm?: readonly KubernetesObject[];
}

export function controllerManager(config: ControllerManagerConfig): Component {
  const identity: ClientIdentity = { component: config.name, user: config.user, apiservers: config.apiservers };
  const election: ElectionConfig | undefined = config.election && { ...config.election, identity };
  const resources = [...new Set([...config.controllers.flatMap((controller) => controller.watches), ...(election ? ['leases'] : [])])].sort();
  const informers: InformerConfig = { identity, resources };
  const guards: GuardTable = Object.assign({ ...informerGuards, ...(election ? electionGuards : {}) }, ...config.controllers.map((controller) => controller.guards ?? {}));
  const parts = (warm?: readonly KubernetesObject[]): Parts => ({
    ...informerParts(informers, warm),
    ...(election ? electionParts(election, warm) : {}),
    ...Object.fromEntries(config.controllers.map((controller) => [`queue/${controller.name}`, emptyQueueOf(controller)])),
  });
  return {
    name: config.name,
    kind: 'controller-manager',
    initial: config.warm === undefined ? parts() : startedParts({ config, informers, election, resources }, parts(config.warm)),
    guards,
    internals: (part, key): readonly Internal[] => [
      ...informerInternals(part, key),
      ...queueInternals(part, key),
      ...(election ? electionInternals(part, key) : []),
    ],
    react: (view, input, check) => reactions(view, check, (step) => react(step, { config, informers, election, resources }, input)),
    crash: {
      fault: 'crash',
      durable: (part) => part === clientParts.epoch,
      fresh: parts(),
      effects: (view: View) => ({ set: { [clientParts.epoch]: Number(view.get(clientParts.epoch) ?? 0) + 1 } }),
      ...(config.observers && { observers: config.observers }),
    },
  };
}

interface Process {
  readonly config: ControllerManagerConfig;
  readonly informers: InformerConfig;
  readonly election: ElectionConfig | undefined;
  readonly resources: readonly string[];
}

function react(step: Step, process: Process, input: Input): void {
  const acted = acts(step, process);
  handle(step, process, input);
  const actsNow = acts(step, process);
  if (actsNow && !acted) startControllers(step, process);
  if (acted && !actsNow) stopControllers(step, process);
}

function handle(step: Step, process: Process, input: Input): void {
  const taken = takeReply(step, input);
  const events = informerInput(step, process.informers, input, taken);
  if (events !== undefined) {
    if (process.election) electionEvents(step, process.election, events);
    if (acts(step, process)) for (const event of events) dispatch(step, process, event);
    return;
  }
  if (process.election && electionInput(step, process.election, input, taken)) return;
  if (input.kind === 'silence') notice(step, process, input.of);
  else if (taken?.tag.startsWith('queue/')) resume(step, process, taken.tag, taken.reply);
  else if (input.kind === 'internal') work(step, process, input.input);
}

function acts(step: Step, process: Process): boolean {
  return process.election === undefined || step.check('replicaLeads', mayAct(step));
}

/** To new handlers, everything that a cache holds is an addition. */
function startControllers(step: Step, process: Process): void {
  for (const resource of process.resources) {
    for (const object of cached(step, resource)) dispatch(step, process, { type: 'ADDED', resource, object });
  }
}

/** A warm start begins with what is not yet as the controllers want it; all else has been looked at before. */
function startedParts(process: Process, parts: Parts): Parts {
  const started = partsAfter(parts, (step) => {
    if (acts(step, process)) startControllers(step, process);
  });
  return partsAfter(started, (step) => {
    for (const controller of process.config.controllers) {
      const queue = queueOf(step, controller);
      setQueue(step, controller, { ...queue, ready: queue.ready.filter((key) => needsWork(started, controller, key)) });
    }
  });
}

function needsWork(parts: Parts, controller: Controller, key: string): boolean {
  let result: SyncResult | undefined;
  partsAfter(parts, (step) => void (result ??= controller.sync(controllerStep(step, controller), key)));
  return result === undefined || !('done' in result);
}

function stopControllers(step: Step, process: Process): void {
  for (const controller of process.config.controllers) {
    const { active } = queueOf(step, controller);
    setQueue(step, controller, { ...emptyQueueOf(controller), ...(active && { active: { ...active, memory: null, abandoned: true } }) });
    for (const part of step.keys(`own/${controller.name}/`)) step.set(part, undefined);
  }
}

/** A silence that concerns none of the controllers stays unnoticed, perhaps until it does. */
function notice(step: Step, process: Process, of: string): void {
  if (!acts(step, process)) return step.impossible();
  let noticed = false;
  for (const controller of process.config.controllers) {
    const keys = controller.onSilence?.(controllerStep(step, controller), of) ?? [];
    noticed ||= keys.length > 0;
    put(step, controller, keys);
  }
  if (!noticed) step.impossible();
}

function dispatch(step: Step, process: Process, event: InformerEvent): void {
  for (const controller of process.config.controllers) {
    if (controller.watches.includes(event.resource)) put(step, controller, controller.onEvent(controllerStep(step, controller), event));
  }
}

function put(step: Step, controller: Controller, keys: readonly string[]): void {
  if (keys.length > 0) setQueue(step, controller, enqueue(queueOf(step, controller), keys));
}

function work(step: Step, process: Process, input: Json): void {
  const { controller: name, work: what, key } = input as { readonly controller: string; readonly work: 'sync' | 'retry'; readonly key: string };
  const controller = process.config.controllers.find((candidate) => candidate.name === name);
  if (controller === undefined) return step.impossible();
  if (what === 'retry') {
    controller.onLater?.(controllerStep(step, controller), key);
    setQueue(step, controller, enqueue(queueOf(step, controller), [key]));
    return;
  }
  if (!informersSynced(step, process.resources) || !acts(step, process)) return step.impossible();
  const rest = take(queueOf(step, controller), key);
  if (rest === undefined) return step.impossible();
  setQueue(step, controller, rest);
  proceed(step, process, controller, key, []);
}

function resume(step: Step, process: Process, tag: string, reply: Progress['reply']): void {
  const [, name, ...rest] = tag.split('/');
  const controller = process.config.controllers.find((candidate) => candidate.name === name);
  const active = controller && queueOf(step, controller).active;
  if (controller === undefined || active === undefined) return;
  const own = rest.join('/');
  const waiting = active.waiting.filter((other) => other !== own);
  if (active.abandoned) {
    const { active: _, ...idle } = queueOf(step, controller);
    setQueue(step, controller, waiting.length === 0 ? idle : { ...idle, active: { ...active, waiting } });
    return;
  }
  proceed(step, process, controller, active.key, waiting, { memory: active.memory, tag: own, reply, unanswered: waiting.length });
}

function proceed(step: Step, process: Process, controller: Controller, key: string, waiting: readonly string[], progress?: Progress): void {
  const result: SyncResult = controller.sync(controllerStep(step, controller), key, progress);
  const queue = queueOf(step, controller);
  if (!('wait' in result)) {
    if (waiting.length > 0) {
      throw new ModelError(`${controller.name} finished ${key} while requests were unanswered: ${waiting.join(', ')}`, 'return { wait } until progress.unanswered is 0');
    }
    setQueue(step, controller, finish(queue, key, !('done' in result)));
    return;
  }
  const requests = result.requests ?? [];
  for (const { tag, request } of requests) sendRequest(step, process.informers.identity, `queue/${controller.name}/${tag}`, request);
  setQueue(step, controller, { ...queue, active: { key, memory: result.wait, waiting: [...waiting, ...requests.map(({ tag }) => tag)].sort() } });
}

function emptyQueueOf({ anyOrder }: Controller): QueueState {
  return anyOrder ? emptyQueueInAnyOrder : emptyQueue;
}

function queueOf(step: Step, controller: Controller): QueueState {
  return step.get(`queue/${controller.name}`) as QueueState;
}

function setQueue(step: Step, controller: Controller, queue: QueueState): void {
  step.set(`queue/${controller.name}`, queue);
}

function controllerStep(step: Step, controller: Controller): ControllerStep {
  const prefix = `own/${controller.name}/`;
  return Object.assign(Object.create(step) as Step, {
    cached: <T extends KubernetesObject>(resource: string, namespace?: string) => cached<T>(step, resource, namespace),
    cachedObject: <T extends KubernetesObject>(resource: string, namespace: string | undefined, name: string) =>
      step.get(`cache/${keyFor(resource, namespace, name)}`) as T | undefined,
    own: (name: string) => step.get(prefix + name),
    setOwn: (name: string, value: Json | undefined) => step.set(prefix + name, value),
    ownKeys: (start: string) => step.keys(prefix + start).map((part) => part.slice(prefix.length)),
  });
}
