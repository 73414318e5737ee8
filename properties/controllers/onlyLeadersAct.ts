import type { StateView } from '../../model/kernel/index.ts';
import type { QueueState } from '../../model/components/controllers/queue.ts';
import type { ClusterInvariant } from '../cluster.ts';
import { follows } from '../election.ts';

/**
 * P44, the replicas' half, of controller managers: nothing fences the requests that a deposed leader has under way, but it makes no new ones. (That
 * those do no harm is cas-integrity, create-is-unique and no-double-binding, wherever the fault leaderOverlap may strike.)
 */
export const onlyLeadersAct: ClusterInvariant = {
  kind: 'invariant',
  name: 'only-leaders-act',
  statement: 'A controller manager that does not believe that it leads has no work under way but answers to wait for.',
  promise: 'P44',
  source: 'client-go tools/leaderelection (package documentation); cmd/kube-controller-manager app/controllermanager.go OnStartedLeading, OnStoppedLeading',
  premise: (state, { controllerManagers }) => controllerManagers.some((manager) => follows(state, manager)),
  violation(state, { controllerManagers }) {
    for (const manager of controllerManagers) {
      if (!follows(state, manager)) continue;
      const why = workOf(state, manager);
      if (why !== undefined) return `${manager} does not lead, and ${why}`;
    }
    return undefined;
  },
};

function workOf(state: StateView, manager: string): string | undefined {
  for (const part of state.keys(manager, 'queue/')) {
    const controller = part.slice('queue/'.length);
    const { active, ready } = state.get(manager, part) as unknown as QueueState;
    if (active !== undefined && !active.abandoned) return `its controller ${controller} works on ${active.key}`;
    if (ready.length > 0) return `its controller ${controller} is about to work on ${ready[0] ?? ''}`;
  }
  return undefined;
}
