import type { GuardTable, Internal } from '../../kernel/component.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Step } from '../../kernel/step.ts';
import type { Node } from '../../objects/index.ts';
import { sendRequest } from '../client/client.ts';
import { informersSynced, type InformerEvent } from '../client/informer.ts';
import { succeeded, type ApiReply } from '../client/protocol.ts';
import { note } from '../notes.ts';
import type { Kubelet, NodeReport } from './parts.ts';

export const nodeGuards = {
  nodeSaysReady: 'a kubelet whose Node does not say Ready says so again, after it was away too (kubelet_node_status.go updateNodeStatus)',
} as const satisfies GuardTable;

/**
 * The kubelet's own Node (pkg/kubelet/kubelet_node_status.go). There is no endless renewal of a lease in the
 * model: the kernel tells whoever watches kubelets that one is silent. The kubelet registers when there is no
 * Node of its name, and reports Ready again when the Node says otherwise.
 */
export function nodeInternals(part: NodeReport): readonly Internal[] {
  switch (part.phase) {
    case 'unchecked':
      return [{ label: 'report the node', input: { work: 'node' } }];
    case 'failed':
      return [{ label: 'report the node again', input: { work: 'node' }, timer: true }];
    default:
      return [];
  }
}

/** What is said of other nodes is of no interest. */
export function nodeChanged(step: Step, kubelet: Kubelet, { object, type }: InformerEvent): void {
  if (object.metadata.name !== kubelet.node.metadata.name) {
    step.set(`cache/nodes/${object.metadata.name}`, undefined);
    return;
  }
  const { phase } = step.get('node') as NodeReport;
  if (phase === 'reported' && (type === 'DELETED' || !saysReady(step, object as Node))) setPhase(step, 'unchecked');
}

export function reportNode(step: Step, kubelet: Kubelet): void {
  if (!informersSynced(step, ['nodes'])) return step.impossible();
  const { name } = kubelet.node.metadata;
  const current = step.get(`cache/nodes/${name}`) as Node | undefined;
  if (current !== undefined && saysReady(step, current)) return setPhase(step, 'reported');
  setPhase(step, 'reporting');
  if (current === undefined) {
    step.note(note('node registered', `${kubelet.name} registers ${name}`, { node: name }));
    const { resourceVersion: _, uid: __, ...metadata } = kubelet.node.metadata;
    sendRequest(step, kubelet.informers.identity, 'node', { verb: 'create', resource: 'nodes', body: { ...kubelet.node, metadata } });
  } else {
    step.note(note('node reported', `${kubelet.name} reports ${name} Ready`, { node: name }));
    sendRequest(step, kubelet.informers.identity, 'node', { verb: 'patch', patchType: 'strategic', resource: 'nodes', subresource: 'status', name, body: { status: { conditions: [ready] } } });
  }
}

/** What is refused is tried again, too. The cache may still show what was before: once is enough, until it changes again. */
export function nodeReplied(step: Step, reply: ApiReply): void {
  setPhase(step, succeeded(reply) ? 'reported' : 'failed');
}

function setPhase(step: Step, phase: NodeReport['phase']): void {
  step.set('node', { phase } satisfies NodeReport);
}

function saysReady(step: Step, node: Node): boolean {
  return step.check('nodeSaysReady', (node.status?.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True'));
}

const ready: JsonObject = { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' };
