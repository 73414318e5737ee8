/** A goal that has a name, as the expression that it stands for. */
export interface NamedGoal {
  readonly name: string;
  readonly description: string;
  readonly expression: string;
  /** The named scenario in which it is looked for when none is asked for. */
  readonly scenario?: string;
}

/** What documentation has pictures of. Each is an expression as anybody might write it; none tells apart what may be interchangeable, such as nodes. */
export const goals: readonly NamedGoal[] = [
  { name: 'pod-bound', description: 'a pod is bound to a node', expression: "pods.exists(p, nodeOf(pods[p]) != '')" },
  { name: 'pod-running', description: 'a pod says that it is Running', expression: "pods.exists(p, phase(pods[p]) == 'Running')" },
  { name: 'pod-running-not-ready', description: 'a pod is Running and not Ready: its containers run, and it gets no traffic', expression: "pods.exists(p, phase(pods[p]) == 'Running' && condition(pods[p], 'Ready') == 'False')" },
  { name: 'pod-ready', description: 'a pod is Ready', expression: 'pods.exists(p, ready(pods[p]))' },
  { name: 'pod-unschedulable', description: 'a scheduler has said that no node fits a pod', expression: "pods.exists(p, condition(pods[p], 'PodScheduled') == 'False')", scenario: 'unschedulable' },
  { name: 'pod-terminating', description: 'a pod is being deleted and is still there', expression: 'pods.exists(p, terminating(pods[p]))', scenario: 'delete-pod' },
  { name: 'pod-ended', description: 'a pod has Succeeded or Failed', expression: "pods.exists(p, phase(pods[p]) in ['Succeeded', 'Failed'])" },
  { name: 'endpoints-ready', description: 'a Service has a ready endpoint', expression: 'services.exists(s, size(endpoints(s)) > 0)', scenario: 'happy-path' },
  { name: 'ready-on-dead-node', description: 'a pod still says that it is Ready, and the kubelet of its node has crashed', expression: "pods.exists(p, ready(pods[p]) && down('kubelet-' + nodeOf(pods[p])))" },
  { name: 'stale-scheduler-cache', description: 'a scheduler still sees a pod that is gone from the store', expression: "schedulers().exists(s, cache(s, 'pods').exists(p, !(p in pods)))", scenario: 'delete-pod' },
  { name: 'ready-after-failover', description: 'a pod is Ready, and another scheduler leads than in the beginning', expression: 'pods.exists(p, ready(pods[p])) && schedulers().exists(s, s != schedulers()[0] && leads(s)) && !leads(schedulers()[0])', scenario: 'scheduler-failover' },
  { name: 'two-leaders', description: 'two controller managers believe that they lead', expression: 'size(leaders()) > 1', scenario: 'leader-failover' },
];
