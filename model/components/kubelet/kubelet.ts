import type { Component, GuardTable, Input, Internal, Parts, View } from '../../kernel/component.ts';
import type { Json } from '../../kernel/json.ts';
import { reactions, type Step } from '../../kernel/step.ts';
import type { KubernetesObject, Node, Pod } from '../../objects/index.ts';
import { clientParts, takeReply } from '../client/client.ts';
import { informerGuards, informerInput, informerInternals, informerParts, type InformerConfig } from '../client/informer.ts';
import type { ApiReply } from '../client/protocol.ts';
import { admissionGuards } from './admission.ts';
import { admit } from './admit.ts';
import { conditionGuards } from './conditions.ts';
import { containerGuards } from './container.ts';
import { stopGuards } from './driveContainer.ts';
import { advance } from './driveWorker.ts';
import { eventGuards, onEvent, workerParts } from './events.ts';
import { knowledgeGuards } from './knowsRuntime.ts';
import { listingInternals, listWhenSynced } from './listing.ts';
import { nodeGuards, nodeInternals, nodeReplied, reportNode } from './nodeStatus.ts';
import type { ContainerChart, Kubelet, NodeReport, RuntimeKnowledge, StatusState, WorkerState } from './parts.ts';
import { phaseGuards } from './phase.ts';
import { workerGuards } from './podWorker.ts';
import { backedOff, containerInternals, probed } from './probes.ts';
import { localMessage } from './replies.ts';
import { reportAgain, statusGuards, statusInternals, statusReplied } from './statusManager.ts';
import { syncGuards } from './syncContainers.ts';

export interface KubeletConfig {
  /** Its Node, as it registers it. */
  readonly node: Node;
  /** `kubelet-<node>` when absent. */
  readonly name?: string;
  /** `system:node:<node>` when absent. */
  readonly user?: string;
  readonly apiservers: readonly string[];
  readonly runtime: string;
  readonly csi: string;
  /** Components that notice when it is silent: those that run the node lifecycle controller. */
  readonly observers?: readonly string[];
  /** What the cluster holds at the beginning; absent = a cold start. */
  readonly warm?: readonly KubernetesObject[];
}

export const kubeletGuards: GuardTable = {
  ...informerGuards,
  ...eventGuards,
  ...workerGuards,
  ...admissionGuards,
  ...syncGuards,
  ...containerGuards,
  ...phaseGuards,
  ...conditionGuards,
  ...statusGuards,
  ...stopGuards,
  ...knowledgeGuards,
  ...nodeGuards,
};

/**
 * The agent of a node: it takes the pods that are bound to its node, gives each a sandbox, volumes, images and
 * containers, watches over them, and tells the API server (Kubernetes docs, "Pod Lifecycle";
 * kubernetes pkg/kubelet). Its parts are described in parts.ts. Nothing survives a crash but what the runtime,
 * the network plugin and the storage driver hold, and the API server.
 */
export function kubelet(config: KubeletConfig): Component {
  const nodeName = config.node.metadata.name;
  const name = config.name ?? `kubelet-${nodeName}`;
  const informers: InformerConfig = {
    identity: { component: name, user: config.user ?? `system:node:${nodeName}`, apiservers: config.apiservers },
    resources: ['nodes', 'pods'],
    nodeName,
  };
  const self: Kubelet = { name, node: config.node, informers, runtime: config.runtime, csi: config.csi };
  const fresh: Parts = { ...informerParts(informers), runtime: { phase: 'unlisted' } satisfies RuntimeKnowledge, node: { phase: 'unchecked' } satisfies NodeReport };
  return {
    name,
    kind: 'kubelet',
    initial: config.warm === undefined ? fresh : warmParts(informers, nodeName, config.warm),
    guards: kubeletGuards,
    internals,
    react: (view, input, check) => reactions(view, check, (step) => react(step, self, input)),
    crash: {
      fault: 'crash',
      durable: (part) => part === clientParts.epoch,
      fresh,
      effects: (view: View) => ({ set: { [clientParts.epoch]: Number(view.get(clientParts.epoch) ?? 0) + 1 } }),
      ...(config.observers && { observers: config.observers }),
    },
  };
}

function warmParts(informers: InformerConfig, nodeName: string, warm: readonly KubernetesObject[]): Parts {
  const mine = warm.filter((object) => object.kind === 'Pod' ? object.spec.nodeName === nodeName : object.metadata.name === nodeName);
  const pods = mine.filter((object): object is Pod => object.kind === 'Pod');
  return {
    ...informerParts(informers, mine),
    ...Object.assign({}, ...pods.map((pod) => workerParts(pod))),
    runtime: { phase: 'known' } satisfies RuntimeKnowledge,
    node: { phase: 'reported' } satisfies NodeReport,
  };
}

function internals(part: Json, key: string): readonly Internal[] {
  const [kind] = key.split('/');
  switch (kind) {
    case 'informer':
      return informerInternals(part, key);
    case 'runtime':
      return listingInternals(part as RuntimeKnowledge);
    case 'node':
      return nodeInternals(part as NodeReport);
    case 'worker':
      return workerInternals(part as WorkerState, key);
    case 'container':
      return containerInternals(part as ContainerChart, key);
    case 'status':
      return statusInternals(part as StatusState, key);
    default:
      return [];
  }
}

function workerInternals({ value, context }: WorkerState, key: string): readonly Internal[] {
  const uid = key.slice('worker/'.length);
  if (value === 'admitting') return [{ label: `admit ${context.pod}`, input: { work: 'admit', uid } }];
  return context.backOff ? [{ label: `try again for ${context.pod}`, input: { work: 'retry', uid }, timer: true }] : [];
}

function react(step: Step, self: Kubelet, input: Input): void {
  const taken = takeReply(step, input);
  const events = informerInput(step, self.informers, input, taken);
  if (events !== undefined) for (const event of events) onEvent(step, self, event);
  else if (taken !== undefined) answered(step, self, taken.tag, taken.reply);
  else if (input.kind === 'message') localMessage(step, self, input.message);
  else if (input.kind === 'internal') work(step, self, input.input as Work);
}

function answered(step: Step, self: Kubelet, tag: string, reply: ApiReply): void {
  const [purpose, uid = ''] = tag.split('/');
  if (purpose === 'status' || purpose === 'delete') statusReplied(step, self, uid, purpose, reply);
  else if (purpose === 'node') nodeReplied(step, reply);
}

type Work =
  | { readonly work: 'list' | 'node' }
  | { readonly work: 'admit' | 'retry' | 'report'; readonly uid: string }
  | { readonly work: 'back off'; readonly uid: string; readonly name: string }
  | { readonly work: 'probe'; readonly uid: string; readonly name: string; readonly probe: 'startup' | 'readiness' | 'liveness'; readonly mustFail: boolean };

function work(step: Step, self: Kubelet, input: Work): void {
  switch (input.work) {
    case 'list':
      return listWhenSynced(step, self);
    case 'node':
      return reportNode(step, self);
    case 'admit':
      return admit(step, self, input.uid);
    case 'retry':
      return advance(step, self, input.uid, { type: 'BACKED_OFF' });
    case 'report':
      return reportAgain(step, self, input.uid);
    case 'back off':
      return backedOff(step, self, input.uid, input.name);
    case 'probe':
      return probed(step, self, input.uid, input.name, input.probe, input.mustFail);
  }
}
