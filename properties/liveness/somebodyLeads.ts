import type { ClusterLiveness } from '../cluster.ts';
import { electionOf } from '../election.ts';
import { fair } from './fairness.ts';

/** P48, of a leader that is gone. */
export const somebodyLeads: ClusterLiveness = {
  kind: 'liveness',
  name: 'somebody-leads',
  statement: 'Of controller managers that elect a leader, one leads in the end: another one, or the old one when it comes back.',
  promise: 'P48',
  source: 'client-go tools/leaderelection/leaderelection.go tryAcquireOrRenew; coordinated by Leases, Kubernetes documentation, "Leases"',
  fairness: fair,
  premise: (state, { controllerManagers }) => controllerManagers.some((manager) => !['leading', undefined].includes(electionOf(state, manager))),
  missing(state, { controllerManagers }) {
    const candidates = controllerManagers.filter((manager) => !state.isDown(manager)).map((manager) => electionOf(state, manager));
    if (candidates.length === 0 || candidates.some((election) => election === undefined || election === 'leading')) return undefined;
    return `none of the ${candidates.length} controller managers leads`;
  },
};
