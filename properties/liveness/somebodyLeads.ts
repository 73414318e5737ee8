import type { StateView } from '../../model/kernel/index.ts';
import type { ClusterLiveness } from '../cluster.ts';
import { follows } from '../election.ts';
import { fair } from './fairness.ts';

/** P48, of a leader that is gone. */
export const somebodyLeads: ClusterLiveness = {
  kind: 'liveness',
  name: 'somebody-leads',
  statement: 'Of replicas that elect a leader, one leads in the end: another one, or the old one when it comes back.',
  promise: 'P48',
  source: 'client-go tools/leaderelection/leaderelection.go tryAcquireOrRenew; coordinated by Leases, Kubernetes documentation, "Leases"',
  fairness: fair,
  premise: (state, { controllerManagers, schedulers }) => [...controllerManagers, ...schedulers].some((replica) => follows(state, replica)),
  missing(state, { controllerManagers, schedulers }) {
    if (haveNoLeader(state, controllerManagers)) return `none of the ${controllerManagers.length} controller managers leads`;
    if (haveNoLeader(state, schedulers)) return `none of the ${schedulers.length} schedulers leads`;
    return undefined;
  },
};

function haveNoLeader(state: StateView, replicas: readonly string[]): boolean {
  const candidates = replicas.filter((replica) => !state.isDown(replica));
  return candidates.length > 0 && candidates.every((replica) => follows(state, replica));
}
