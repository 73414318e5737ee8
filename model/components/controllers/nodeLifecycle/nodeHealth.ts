import { setup } from 'xstate';
import { statechart } from '../../../kernel/statechart.ts';

/**
 * A node as the node lifecycle controller sees it (pkg/controller/nodelifecycle/node_lifecycle_controller.go,
 * monitorNodeHealth): healthy while its kubelet renews its Lease; a kubelet that is silent for the grace period
 * makes it Unknown, and the taints follow; a kubelet that posts Ready again makes it healthy.
 */
export type NodeHealthEvent =
  | { readonly type: 'SILENT' }
  /** The status that the cache shows now. */
  | { readonly type: 'SEEN'; readonly ready: string; readonly before: string };

type Seen = Extract<NodeHealthEvent, { type: 'SEEN' }>;

export const nodeHealthGuards = {
  kubeletSpokeAgain: 'a silent node counts as alive only when its kubelet posts Ready anew, not because an older status said so (monitorNodeHealth)',
  nodeIsMarked: 'a silent node whose status says Unknown has been marked (monitorNodeHealth)',
} as const;

export const nodeHealthMachine = setup({
  types: { context: {}, events: {} as NodeHealthEvent },
  guards: {
    kubeletSpokeAgain: (_, params: Seen) => params.ready !== 'Unknown' && params.before === 'Unknown',
    nodeIsMarked: (_, params: Seen) => params.ready === 'Unknown',
  },
}).createMachine({
  id: 'node health',
  context: {},
  initial: 'healthy',
  states: {
    healthy: { on: { SILENT: { target: 'silent' }, SEEN: { guard: { type: 'nodeIsMarked', params: ({ event }) => event }, target: 'unknown' } } },
    silent: { on: { SEEN: { guard: { type: 'nodeIsMarked', params: ({ event }) => event }, target: 'unknown' } } },
    unknown: { on: { SEEN: { guard: { type: 'kubeletSpokeAgain', params: ({ event }) => event }, target: 'healthy' } } },
  },
});

export const nodeHealth = statechart(nodeHealthMachine);
