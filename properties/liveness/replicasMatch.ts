import { canonicalText, type StateView } from '../../model/kernel/index.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import type { Expectations } from '../../model/components/controllers/expectations.ts';
import { matchesLabelSelector, type Deployment, type Namespace, type Pod, type ReplicaSet } from '../../model/objects/index.ts';
import { controllerOf, nameOf, stored, type ClusterLiveness, type StoredObject } from '../cluster.ts';
import { isTerminal, podFacts, servesTraffic } from '../pods/podView.ts';
import { fair } from './fairness.ts';

/** P46. Eventually stable reconciliation (Anvil's ESR): what is is what is wanted, and says so. */
export const replicasMatch: ClusterLiveness = {
  kind: 'liveness',
  name: 'replicas-match',
  statement: 'Every ReplicaSet has as many pods as it asks for, those adopted among them that it selects and nobody controls, and every Deployment has them all in the ReplicaSet of its template; or the status says why not.',
  promise: 'P46',
  source: 'Deployment and ReplicaSet documentation; Anvil (OSDI 2024), eventually stable reconciliation',
  assumes: 'Nobody changes what is desired any more, the namespace is not being deleted, and no ReplicaSet has taken the name of one that went in the middle of a reconciliation: its controller waits for the writes of that one first, up to five minutes.',
  fairness: fair,
  missing(state, shape) {
    const pods = stored<Pod>(state, shape, 'pods');
    const replicaSets = stored<ReplicaSet>(state, shape, 'replicasets');
    // Nothing is created in a namespace that goes away, and nobody says so.
    const leaving = stored<Namespace>(state, shape, 'namespaces').flatMap(({ metadata }) => (metadata.deletionTimestamp === undefined ? [] : [metadata.name]));
    const isLeaving = ({ metadata }: Deployment | ReplicaSet): boolean => leaving.includes(metadata.namespace ?? '');
    for (const replicaSet of replicaSets.filter((one) => !isLeaving(one) && !isHeldUp(one, state, shape))) {
      const why = unmatched(replicaSet, pods);
      if (why !== undefined) return why;
    }
    for (const deployment of stored<Deployment>(state, shape, 'deployments').filter((one) => !isLeaving(one))) {
      const why = notRolledOut(deployment, replicaSets, pods);
      if (why !== undefined) return why;
    }
    return undefined;
  },
  premise: (state, { etcd }) => state.keys(etcd, 'replicasets/').length + state.keys(etcd, 'deployments/').length > 0,
};

function owned<T extends Pod | ReplicaSet>(owner: ReplicaSet | Deployment, candidates: readonly T[]): readonly T[] {
  return candidates.filter((candidate) => controllerOf(candidate as unknown as StoredObject)?.uid === owner.metadata.uid);
}

function unmatched(replicaSet: ReplicaSet, pods: readonly Pod[]): string | undefined {
  if (replicaSet.metadata.deletionTimestamp !== undefined) return undefined;
  const wanted = replicaSet.spec.replicas ?? 1;
  const active = owned(replicaSet, pods).filter((pod) => pod.metadata.deletionTimestamp === undefined && !isTerminal(podFacts(pod).phase));
  const name = `ReplicaSet ${nameOf(replicaSet.metadata)}`;
  const isExplained = (replicaSet.status?.conditions ?? []).some(({ type, status }) => type === 'ReplicaFailure' && status === 'True');
  if (active.length > wanted || (active.length < wanted && !isExplained)) return `${name} asks for ${wanted} pods and has ${active.length}`;
  const orphan = pods.find((pod) => mayBeAdopted(pod, replicaSet));
  if (orphan !== undefined) return `${name} has not adopted pod ${orphan.metadata.name}, which it selects and nobody controls`;
  const told = replicaSet.status?.replicas ?? 0;
  return told === active.length ? undefined : `${name} has ${active.length} pods, and its status says ${told}`;
}

function mayBeAdopted(pod: Pod, { metadata, spec }: ReplicaSet): boolean {
  const isFree = controllerOf(pod) === undefined && pod.metadata.namespace === metadata.namespace;
  return isFree && pod.metadata.deletionTimestamp === undefined && !isTerminal(podFacts(pod).phase) && matchesLabelSelector(spec.selector, pod.metadata.labels);
}

/** A rollout that waits for pods that cannot become Ready has gone as far as it may. */
function notRolledOut(deployment: Deployment, all: readonly ReplicaSet[], pods: readonly Pod[]): string | undefined {
  const { metadata, spec } = deployment;
  if (metadata.deletionTimestamp !== undefined || spec.paused === true) return undefined;
  const replicaSets = owned(deployment, all);
  const [current, ...more] = replicaSets.filter((replicaSet) => sameTemplate(replicaSet, deployment));
  const name = `Deployment ${nameOf(metadata)}`;
  if (current === undefined && isRefused(deployment)) return undefined;
  if (current === undefined) return `${name} has no ReplicaSet of its template`;
  if (more.length > 0) return `${name} has ${more.length + 1} ReplicaSets of its template`;
  const waits = replicaSets.some((replicaSet) => owned(replicaSet, pods).filter(servesTraffic).length < (replicaSet.spec.replicas ?? 1));
  if (waits) return undefined;
  const wanted = spec.replicas ?? 1;
  if (current.spec.replicas !== wanted) return `${name} asks for ${wanted} replicas, and its current ReplicaSet for ${current.spec.replicas ?? 1}`;
  const old = replicaSets.find((replicaSet) => replicaSet !== current && replicaSet.spec.replicas !== 0);
  return old && `${name} still has ${old.spec.replicas ?? 1} replicas in the old ReplicaSet ${old.metadata.name}`;
}

/** Expectations are kept by name: those of the reconciliation under way when the last one of its name went are nobody's (controller_utils.go, ExpectationsTimeout). */
function isHeldUp({ metadata }: ReplicaSet, state: StateView, { controllerManagers }: ClusterShape): boolean {
  const left = controllerManagers.map((name) => state.get(name, `own/replicaSet/expectations/${nameOf(metadata as StoredObject['metadata'])}`) as unknown as Expectations | undefined);
  return left.some((expectations) => expectations !== undefined && expectations.of !== metadata.uid);
}

/** The new ReplicaSet cannot be created. */
function isRefused({ status }: Deployment): boolean {
  return (status?.conditions ?? []).some((condition) => condition.type === 'Progressing' && condition.status === 'False' && condition['reason'] === 'ReplicaSetCreateError');
}

/** The controller marks the template by its hash; all else is the Deployment's. */
function sameTemplate(replicaSet: ReplicaSet, deployment: Deployment): boolean {
  const { 'pod-template-hash': _, ...labels } = replicaSet.spec.template?.metadata?.labels ?? {};
  const template = { ...replicaSet.spec.template, metadata: { ...replicaSet.spec.template?.metadata, labels } };
  const wanted = { ...deployment.spec.template, metadata: { ...deployment.spec.template.metadata, labels: deployment.spec.template.metadata?.labels ?? {} } };
  return canonicalText(template, 'template') === canonicalText(wanted, 'template');
}
