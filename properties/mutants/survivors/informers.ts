import { equivalent, gap, type Survivor } from './survivor.ts';

/** Who keeps a cache of what the API server has (client-go tools/cache/reflector.go). */
const informers = ['controller-manager', 'dns', 'kube-proxy', 'kubectl-get', 'kubelet', 'scheduler'] as const;

/** Of these it is noticed that an object which has gone stays in the cache: the history has a scenario for the scheduler, in which they watch the same. */
const noticed: readonly string[] = ['kubectl-get', 'kubelet', 'scheduler'];

export const informerSurvivors: readonly Survivor[] = informers.flatMap((kind) => [
  equivalent(`${kind}.listMustBeConsistent`, true, 'Whoever may be given any version is given the newest: a list that need not be consistent may be.'),
  gap(`${kind}.listMustBeConsistent`, false, 'Nothing promises that a cache never goes back in time (k8s#67998, k8s#83520): one that was given an old list watches from there, and comes to hold what is stored.'),
  gap(`${kind}.objectIsStillListed`, false, 'Whoever lists anew takes all that it knew for deleted, and adds it again at once: its cache holds the same, and nothing promises that a client is told only what has happened (client-go delta_fifo.go Replace).'),
  ...(noticed.includes(kind) ? [] : [gap(`${kind}.objectIsStillListed`, true, 'It matters when a watch breaks, an object goes, and the history of that is compacted away before the client lists anew: no run of these scenarios came to all three. Of schedulers and kubelets it is noticed (k8s#55587) by caches-converge, which compares all caches.')]),
]);
