import type { SandboxState } from '../../model/components/runtime/parts.ts';
import type { ClusterInvariant } from '../cluster.ts';

/** What traffic relies on: an address is one pod's. */
export const addressesAreUnique: ClusterInvariant = {
  kind: 'invariant',
  name: 'addresses-are-unique',
  statement: 'No two sandboxes that run have the same IP address.',
  source: 'Kubernetes documentation, "The Kubernetes network model": every pod gets its own unique IP address; CNI plugins/ipam/host-local allocator.go; kubernetes#109414',
  violation(state, { nodes }) {
    const owners = new Map<string, string>();
    for (const { runtime } of nodes) {
      for (const part of state.keys(runtime, 'sandbox/')) {
        const { podKey, state: now, ip } = state.get(runtime, part) as unknown as SandboxState;
        if (now !== 'ready' || ip === '') continue;
        const other = owners.get(ip);
        if (other !== undefined) return `${ip} is the address of ${other} and of ${podKey}`;
        owners.set(ip, podKey);
      }
    }
    return undefined;
  },
  premise: (state, { nodes }) => nodes.some(({ runtime }) => state.keys(runtime, 'sandbox/').length > 0),
};
