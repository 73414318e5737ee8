import type { Deployment, ReplicaSet, StatefulSet } from '../schema/workloads.ts';
import type { PodTemplateSpec } from '../schema/pod.ts';
import { change, fill } from './fill.ts';
import { defaultPodSpec } from './podSpec.ts';

/** kubernetes pkg/apis/apps/v1/defaults.go */
export function defaultDeployment(deployment: Deployment): Deployment {
  const spec = fill(deployment.spec, { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600, strategy: {} });
  const strategy = fill(spec.strategy ?? {}, { type: 'RollingUpdate' });
  const rolling = strategy.type === 'RollingUpdate' ? { ...strategy, rollingUpdate: fill(strategy.rollingUpdate ?? {}, { maxUnavailable: '25%', maxSurge: '25%' }) } : strategy;
  return { ...deployment, spec: { ...spec, strategy: rolling, template: defaultTemplate(spec.template) } };
}

export function defaultReplicaSet(replicaSet: ReplicaSet): ReplicaSet {
  const spec = fill(replicaSet.spec, { replicas: 1 });
  return { ...replicaSet, spec: { ...spec, template: defaultTemplate(spec.template) } };
}

export function defaultStatefulSet(statefulSet: StatefulSet): StatefulSet {
  const spec = fill(statefulSet.spec, { replicas: 1, revisionHistoryLimit: 10, podManagementPolicy: 'OrderedReady', updateStrategy: {} });
  const strategy = fill(spec.updateStrategy ?? {}, { type: 'RollingUpdate' });
  const rolling = strategy.type === 'RollingUpdate' ? { ...strategy, rollingUpdate: fill(strategy.rollingUpdate ?? {}, { partition: 0 }) } : strategy;
  return { ...statefulSet, spec: { ...spec, updateStrategy: rolling, template: defaultTemplate(spec.template) } };
}

function defaultTemplate(template: PodTemplateSpec): PodTemplateSpec {
  return change(template, 'spec', defaultPodSpec);
}
