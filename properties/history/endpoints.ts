import type { ScenarioInput } from '../../model/scenario.ts';
import { create, pod, service } from '../mutants/manifests.ts';
import { asMutant, type HistoricalBug } from './bug.ts';

/** The pod turns unready and Ready again while the slice that says so is on its way back to the controller. */
const flapping: ScenarioInput = { name: 'a Service selects a pod whose container crashes', commands: create(service('web'), pod('web', {}, { labels: { app: 'web' } })), faults: { containerCrash: 2 } };

export const endpointBugs: readonly HistoricalBug[] = [
  {
    id: 'B60',
    title: 'terminating pods stay ready endpoints',
    references: ['kubernetes#54723', 'kubernetes#89056', 'kubernetes#116991'],
    mechanism:
      'A pod that is being deleted goes on being Ready until its containers stop. Endpoints followed the condition alone, so that new connections went to a pod that was shutting down. An endpoint of a terminating pod is now never ready (serving keeps what the condition says).',
    ...asMutant('terminating-pods-get-traffic'),
  },
  {
    id: 'B61',
    title: 'endpoints stay wrong after a comparison with a stale cache',
    references: ['kubernetes#117193', 'kubernetes#99345', 'kubernetes#87980'],
    mechanism:
      'The controller compares what it wants with what its cache has of the endpoints, and writes only what differs. The pod turns unready, the controller writes that, the pod turns Ready again, and the cache still shows the endpoints from before its own write: what is wanted equals what is cached, nothing is written, and nothing happens after which it would look again. The pod never gets traffic. Now it waits until the cache shows its own last write, and looks again when a slice changes.',
    scenario: flapping,
    guards: { 'controller-manager.sliceCacheIsFresh': true, 'controller-manager.sliceHasChanged': false },
    violates: 'endpoints-converge',
  },
  {
    id: 'B62',
    title: 'finished pods keep their endpoints',
    references: ['kubernetes#109414', 'kubernetes#110115', 'kubernetes#110255'],
    mechanism:
      'A pod that has ended gives its address back, and the next pod of the node may get it. Its object stays, with the old address in its status, and kept its endpoint: the traffic of one Service went to a pod of another one. Finished pods are not published any more.',
    ...asMutant('finished-pods-keep-endpoints'),
  },
];
