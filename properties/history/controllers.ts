import type { ScenarioInput } from '../../model/scenario.ts';
import { create, deployment, remove, replicaSet } from '../mutants/manifests.ts';
import { asMutant, type HistoricalBug } from './bug.ts';

/** Nobody deletes the pods of the first one: its successor finds them. */
const successor: ScenarioInput = { name: 'a ReplicaSet is deleted and created again, with fewer replicas', commands: [...create(replicaSet('web', 1)), remove('replicasets', 'web'), ...create(replicaSet('web', 0))] };

/** Somebody else’s, under the very name that the template of the Deployment hashes to. */
const stranger = { ...replicaSet('web-76774c6d96', 0, { app: 'other' }), metadata: { name: 'web-76774c6d96', namespace: 'default' } };

export const controllerBugs: readonly HistoricalBug[] = [
  {
    id: 'B08',
    title: 'pods are deleted by the name of their owner',
    references: ['instaclustr/cassandra-operator#402', 'Orange-OpenSource/casskop#316', 'pravega/zookeeper-operator#312'],
    mechanism:
      'An owner is deleted and created again under its name. A controller that finds what belongs to it by name or label, or decides with a stale view of the one that went, takes what belongs to one incarnation for what belongs to the other, and deletes it. Sieve found this in many operators; the controllers of Kubernetes compare the UID of the controllerRef.',
    scenario: successor,
    guards: { 'controller-manager.controllerUIDMatches': true },
    violates: 'owner-uid',
  },
  {
    id: 'B27',
    title: 'a ReplicaSet gets too many pods',
    references: ['kubernetes#129795', 'kubernetes#8138'],
    mechanism:
      'The controller counts the pods in its cache, which does not yet show those that it has just created, and creates them again. It therefore writes down how many creations it has not seen yet, and leaves a ReplicaSet alone as long as there are any. Where these expectations are asked after the pods were listed (#8138), or expire after five minutes while the watch lags longer (#129795), there are too many pods.',
    ...asMutant('creates-without-expectations'),
  },
  {
    id: 'B31',
    title: 'a ReplicaSet of the right name is taken for the right one',
    references: ['kubernetes#29735', 'kubernetes#59212', 'kubernetes#40415', 'kubernetes#43948'],
    mechanism:
      'The name of a Deployment’s new ReplicaSet is made from a hash of the template. If the name is taken, that may be the Deployment’s own ReplicaSet, which the cache showed too late, or another one, by a collision. A controller that looks at the name alone takes the stranger for its own and waits for ever for a rollout that cannot come; it has to compare owner and template, and take another name (collisionCount).',
    scenario: { name: 'the name of a Deployment’s ReplicaSet is taken', objects: [stranger], commands: create(deployment('web', 1)) },
    guards: { 'controller-manager.replicaSetIsOurs': true },
    violates: 'replicas-match',
  },
  {
    id: 'B38',
    title: 'pods are adopted for an owner that is gone',
    references: ['kubernetes#42639'],
    mechanism:
      'The controller adopts orphans that match for an owner that its cache still has. Meanwhile the owner was deleted, and perhaps created again under its name; the pods then belong to nobody, and the garbage collector deletes them. Before it adopts, it therefore reads the owner from the API server, not from its cache, and compares UID and deletionTimestamp.',
    ...asMutant('adopts-for-a-dead-owner'),
  },
  {
    id: 'B40',
    title: 'a generated name that is taken is waited for as if it had been created',
    references: ['kubernetes#115489', 'kubernetes#32220', 'kubernetes#89471', 'kubernetes#104699'],
    mechanism:
      'The API server made up the rest of a generateName once; when that name was taken it answered with an error that looked like a time-out (504). The ReplicaSet controller took it for a creation that will show later, and waited for a pod that never came, five minutes long. Now the name is made up anew up to eight times, the error says AlreadyExists, and what was refused is expected no longer.',
    scenario: { name: 'a ReplicaSet of two, and a generated name that is taken', commands: create(replicaSet('web', 2)), faults: { nameCollision: 1 } },
    guards: { 'apiserver.nameAttemptsLeft': false, 'controller-manager.namespaceIsNotTerminating': false },
    violates: 'replicas-match',
  },
];
