import { apply, container, deployment, pod, service } from './manifests.ts';
import { named } from './named.ts';

/** Controllers that create pods. */
export const workloadScenarios = [
  named('deployment', 'kubectl apply of a Deployment with two replicas: ReplicaSet, pods, rollout complete', {
    commands: apply(deployment('web', 2)),
  }),
  named('service', 'a Deployment and a Service: endpoints, kube-proxy rules and DNS follow the pods', {
    commands: apply(deployment('web', 2), service('web')),
  }),
  named('scale-down', 'a Deployment is scaled from three replicas to one: the surplus pods go, no more', {
    commands: [...apply(deployment('web', 3)), { verb: 'scale', resource: 'deployments', name: 'web', replicas: 1, whenQuiet: true }],
  }),
  named('rolling-update', 'a Deployment gets a new image: never fewer available pods than promised, never more than the surge allows', {
    commands: [
      ...apply(deployment('web', 2)),
      ...apply(deployment('web', 2, { template: { containers: [container({ image: 'registry.example/web:2' })] } })).map((command) => ({ ...command, whenQuiet: true })),
    ],
  }),
  named('leader-failover', 'two controller managers: the leader crashes or is deposed while it works, the other one takes over', {
    commands: apply(deployment('web', 2)),
    controllerManagers: 2,
    faults: { crash: 1, replyLost: 1, leaderOverlap: 1 },
  }),
  named('scheduler-failover', 'two schedulers elect a leader, which crashes or is deposed while it places two Pods: the other one goes on', {
    commands: apply(pod('web-1'), pod('web-2')),
    schedulers: 2,
    leaderElect: true,
    faults: { crash: 1, replyLost: 1, leaderOverlap: 1 },
  }),
  named('node-crash', 'a kubelet falls silent for good or comes back: its pods are evicted or go on, replacements start elsewhere', {
    commands: apply(deployment('web', 2)),
    faults: { crash: 2 },
  }),
  named('cold-start', 'everything starts at once, as after a power cut: each component first lists what is there', {
    commands: apply(deployment('web', 1)),
    start: 'cold',
  }),
];
