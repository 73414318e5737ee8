import type { ScenarioInput } from '../../model/scenario.ts';
import { apply, create, deployment, pod, remove } from './manifests.ts';
import type { Mutant } from './mutant.ts';

const finalizer = 'example.com/backup';

const reborn: ScenarioInput = { name: 'a pod is deleted and created again', commands: [...create(pod('web')), remove('pods', 'web'), ...create(pod('web'))] };

/** Its kubelet is just asking for its removal. */
const removedByForce: ScenarioInput = {
  name: 'a pod is removed by force and created again',
  objects: [pod('web', { nodeName: 'node-1' }, { namespace: 'default' })],
  commands: [remove('pods', 'web'), { ...remove('pods', 'web'), force: true }, ...create(pod('web'))],
};

const withFinalizer: ScenarioInput = { name: 'a pod with a finalizer is deleted', commands: [...create(pod('web', {}, { finalizers: [finalizer] })), remove('pods', 'web')] };

const undeleted: ScenarioInput = {
  name: 'somebody tries to take a deletion back',
  commands: [...create(pod('web', {}, { finalizers: [finalizer] })), remove('pods', 'web'), ...apply(pod('web', {}, { deletionTimestamp: null }))],
};

const rollout: ScenarioInput = { name: 'a Deployment of one', commands: create(deployment('web', 1)) };

const scaledToAndFro: ScenarioInput = {
  name: 'a Deployment is scaled up and down, and deleted',
  commands: [...create(deployment('web', 0)), scale(1), scale(0), scale(1), remove('deployments', 'web'), scale(1)],
};

/** A backup that keeps what the server had written into the object, restored after a deletion. */
const restored: ScenarioInput = {
  name: 'a pod is created from a backup, deleted, and created from it again',
  commands: [...create(pod('web', {}, { uid: 'from-the-backup' })), remove('pods', 'web'), ...create(pod('web', {}, { uid: 'from-the-backup' }))],
};

function scale(replicas: number) {
  return { verb: 'scale', resource: 'deployments', name: 'web', replicas } as const;
}

export const storeMutants: readonly Mutant[] = [
  {
    name: 'deletes-another-incarnation',
    guard: 'apiserver.preconditionsHold',
    forced: true,
    description: 'a kubelet that is done with a pod has its successor of the same name removed (kubernetes#104648)',
    scenario: removedByForce,
    killedBy: 'preconditions-hold',
  },
  {
    name: 'binds-another-incarnation',
    guard: 'apiserver.bindingUIDMatches',
    forced: true,
    description: 'a binding reaches a pod that was created under the name of the one that was scheduled',
    scenario: reborn,
    killedBy: 'preconditions-hold',
  },
  {
    name: 'finalizers-are-ignored',
    guard: 'apiserver.noFinalizerIsLeft',
    forced: true,
    description: 'an object goes before those are done who put a finalizer',
    scenario: withFinalizer,
    killedBy: 'finalizers-are-respected',
  },
  {
    name: 'deletion-is-taken-back',
    guard: 'apiserver.deletionTimestampIsKept',
    forced: true,
    description: 'an update removes the deletionTimestamp',
    scenario: undeleted,
    killedBy: 'deletion-is-final',
  },
  {
    name: 'created-over-another',
    guard: 'etcd.keyIsAbsent',
    forced: true,
    description: 'a create replaces the object that has its name',
    scenario: { name: 'two pods of one name', commands: create(pod('web'), pod('web', {}, { labels: { second: 'yes' } })) },
    killedBy: 'create-is-unique',
  },
  {
    name: 'last-writer-wins',
    guard: 'etcd.revisionMatches',
    forced: true,
    description: 'a change is stored over a version that it was not made from',
    scenario: rollout,
    killedBy: 'cas-integrity',
  },
  {
    name: 'no-optimistic-lock',
    guard: 'apiserver.resourceVersionMatches',
    forced: true,
    description: 'the resourceVersion that an update carries is ignored: what was written meanwhile is lost',
    scenario: rollout,
    killedBy: 'cas-integrity',
  },
  {
    name: 'revision-stands-still',
    guard: 'etcd.revisionGrowsWithWrites',
    forced: false,
    description: 'two states of an object have the same version, as after the restore of a snapshot (etcd#16028)',
    scenario: { name: 'one pod', commands: create(pod('web')) },
    killedBy: 'revisions-grow',
  },
  {
    name: 'stale-no-op',
    guard: 'apiserver.decidedOnCurrentData',
    forced: true,
    description: 'a change that changes nothing in the cache is answered without asking etcd, which has moved on',
    scenario: scaledToAndFro,
    killedBy: 'answers-are-current',
  },
  {
    name: 'clients-choose-uids',
    guard: 'apiserver.uidIsLeftToTheServer',
    forced: true,
    description: 'an object gets the UID that its manifest has: two incarnations of a name are taken for one (kubernetes#104648 shows what comes of that)',
    scenario: restored,
    killedBy: 'uid-is-unique',
  },
  {
    name: 'no-op-is-written',
    guard: 'apiserver.updateChangesSomething',
    forced: true,
    description: 'an update that changes nothing is stored as a new version, which wakes everybody who watches',
    scenario: { name: 'a Deployment is scaled to the size that it has', commands: [...create(deployment('web', 0)), scale(0)] },
    killedBy: 'no-op-writes-nothing',
  },
  {
    name: 'grace-cannot-shrink',
    guard: 'apiserver.graceIsShorter',
    forced: false,
    description: 'the kubelet, which is done with a pod, cannot have it removed before its time',
    scenario: { name: 'a pod is deleted', commands: [...create(pod('web')), remove('pods', 'web')] },
    killedBy: 'deletion-completes',
  },
  {
    name: 'watch-with-a-gap',
    guard: 'apiserver.historyIsKept',
    forced: true,
    description: 'a watch goes on after a place in the history that was compacted away: what was between is never seen (kubernetes#49992)',
    scenario: { name: 'a watch breaks, and the history is compacted', commands: create(pod('web')), faults: { watchBroken: 12, compaction: 6 } },
    killedBy: 'caches-converge',
  },
];
