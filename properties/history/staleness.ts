import type { ScenarioInput } from '../../model/scenario.ts';
import { create, greedy, pod, remove, replicaSet } from '../mutants/manifests.ts';
import { asMutant, type HistoricalBug } from './bug.ts';

const brokenWatches = { watchBroken: 12, compaction: 6 } as const;

/** One pod, whose coming must not escape anybody. */
const onePod: ScenarioInput = { name: 'watches break, and the history is compacted', commands: create(pod('web')), faults: brokenWatches };

/** The scheduler may miss that the first pod goes: there is no room for both. */
const makesRoom: ScenarioInput = {
  name: 'a pod goes while the watch of the scheduler is broken',
  objects: [pod('first', { nodeName: 'node-1', ...greedy('3') }, { namespace: 'default' })],
  commands: [{ ...remove('pods', 'first'), force: true }, ...create(pod('second', greedy('3')))],
  faults: { watchBroken: 6, compaction: 6 },
};

/** One API server has the pod, the other one not yet; and whoever lists from there has forgotten it. No node, since nothing has to run. */
const twoServers: ScenarioInput = {
  name: 'a controller goes from one API server to another, which lags',
  nodes: 0,
  apiservers: 2,
  commands: create(replicaSet('web', 1)),
  faults: { watchBroken: 6, compaction: 8, staleList: 8 },
};

export const stalenessBugs: readonly HistoricalBug[] = [
  {
    id: 'B02',
    title: 'a cache goes back in time',
    references: ['kubernetes#83520', 'kubernetes#67998'],
    mechanism:
      'A client whose watch has expired lists anew. It asked for any version (resourceVersion 0), as it may at its start, and an API server whose own cache lags answered with what the client had long left behind: objects come back, others vanish. A ReplicaSet controller that has seen its pod does not see it any more, takes it for deleted and creates another one. After the first list a client may take only what is as new as what it has had.',
    scenario: twoServers,
    guards: { 'controller-manager.listMustBeConsistent': false },
    violates: 'replica-upper-bound',
  },
  {
    id: 'B03',
    title: 'a watch cache that has just started swallows an event',
    references: ['kubernetes#49992', 'kubernetes#49956', 'kubernetes#50017'],
    mechanism:
      'A client lists at one version; an object is created; the watch cache of an API server starts after that, with no history at all, and accepts a watch from the version that the client names, although what came between is not in its history. The client never learns of the object. What lies before the history must be answered by 410 Gone, after which the client lists anew.',
    ...asMutant('watch-with-a-gap'),
  },
  {
    id: 'B04',
    title: 'a watch cache goes on after an error and has lost events',
    references: ['kubernetes#123072', 'kubernetes#76624', 'kubernetes#76675', 'kubernetes#111387'],
    mechanism:
      'The watch of an API server’s own cache on etcd ended with an error after which it could not go on where it stood. Its reflector watched again all the same and kept what it had, instead of listing anew: deletions that fell into the gap stayed in the cache until the process restarted, for every client of that API server.',
    scenario: { name: 'the watches of an API server break', nodes: 0, commands: create(pod('first'), pod('second')), faults: { watchBroken: 24, compaction: 12 } },
    guards: { 'apiserver.cacheMissedNothing': true },
    violates: 'caches-converge',
  },
  {
    id: 'B05',
    title: 'after a restore revisions are given a second time',
    references: ['etcd-io/etcd#16028', 'etcd-io/etcd#16029', 'kubernetes#118501'],
    mechanism:
      'A snapshot of etcd is restored, and its revision is lower than what clients have seen already. New writes get revisions that were given before: caches that compare versions take what is new for what they have, and an update made from the old object passes for one made from the new. A restore therefore has to move the revision on and mark what lies before as compacted (--bump-revision, --mark-compacted).',
    ...asMutant('revision-stands-still'),
  },
  {
    id: 'B07',
    title: 'a pod that has gone goes on taking room',
    references: ['kubernetes#55587', 'kubernetes#56261', 'kubernetes#31977'],
    mechanism:
      'A client that lists anew after a broken watch must find out what went meanwhile: no event will tell it. Where it only takes over what is listed, a pod that was deleted in the gap stays in the cache of the scheduler and goes on being counted (a node that went is scheduled to for ever). The reflector therefore compares: what is not listed any more is deleted, with an event of its own (DeletedFinalStateUnknown).',
    scenario: makesRoom,
    guards: { 'scheduler.objectIsStillListed': true },
    violates: 'caches-converge',
  },
  {
    id: 'B11',
    title: 'a client tries an expired watch for ever',
    references: ['kubernetes-client/java#1927', 'kubernetes-client/java#1928', 'kubernetes#67998'],
    mechanism:
      'A watch that asks for a version which the API server does not have any more is answered by 410 Gone. A client that takes this for a passing failure asks again for the same version, for ever, and its cache stands still. After 410 it must drop the version and list anew.',
    scenario: onePod,
    guards: { 'scheduler.watchIsNotExpired': true },
    violates: 'caches-converge',
  },
];
