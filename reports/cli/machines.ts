import { requestMachine } from '../../model/components/apiserver/requestMachine.ts';
import { rolloutMachine } from '../../model/components/controllers/deployment/rollout.ts';
import { leaderLeaseMachine } from '../../model/components/controllers/leaderLease.ts';
import { nodeHealthMachine } from '../../model/components/controllers/nodeLifecycle/nodeHealth.ts';
import { applyFlowMachine } from '../../model/components/kubectl/applyFlow.ts';
import { containerMachine } from '../../model/components/kubelet/container.ts';
import { podWorkerMachine } from '../../model/components/kubelet/podWorker.ts';
import { schedulingCycleMachine } from '../../model/components/scheduler/schedulingCycle.ts';
import type { NamedMachine } from './toolbox.ts';

/** Every life cycle of the model that is a statechart. */
export const machines: readonly NamedMachine[] = [
  { name: 'kubectl', description: 'one command of kubectl: what it asks the API server for, and what it makes of the answers', machine: applyFlowMachine },
  { name: 'request', description: 'the way of a request through the API server', machine: requestMachine },
  { name: 'schedulingCycle', description: 'one attempt to schedule a pod: scheduling cycle and binding cycle', machine: schedulingCycleMachine },
  { name: 'podWorker', description: "the kubelet's worker of one pod: admission, volumes, sandbox, containers, termination", machine: podWorkerMachine },
  { name: 'container', description: 'one container of a pod: image, start, probes, restarts, stop', machine: containerMachine },
  { name: 'rollout', description: 'one reconciliation of a Deployment', machine: rolloutMachine },
  { name: 'leaderLease', description: "the candidacy of a controller manager, or of a scheduler, for leadership", machine: leaderLeaseMachine },
  { name: 'nodeHealth', description: "a node's health as the node lifecycle controller sees it", machine: nodeHealthMachine },
];
