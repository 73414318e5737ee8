import type { ContainerState, SandboxState } from '../../model/components/runtime/parts.ts';
import type { ClusterInvariant } from '../cluster.ts';

/** What traffic relies on: an address is one pod's. A sandbox that is being stopped has given its address back when the runtime still calls it ready. */
export const addressesAreUnique: ClusterInvariant = {
  kind: 'invariant',
  name: 'addresses-are-unique',
  statement: 'No two pods whose containers run have the same IP address.',
  source: 'Kubernetes documentation, "The Kubernetes network model": every pod gets its own unique IP address; CNI plugins/ipam/host-local allocator.go; kubernetes#109414',
  violation(state, { nodes }) {
    const owners = new Map<string, string>();
    for (const { runtime } of nodes) {
      const running = new Set(state.keys(runtime, 'container/').flatMap((part) => ((state.get(runtime, part) as unknown as ContainerState).state === 'running' ? (part.split('/')[1] ?? []) : [])));
      for (const uid of running) {
        const { podKey, ip } = (state.get(runtime, `sandbox/${uid}`) ?? { ip: '' }) as unknown as SandboxState;
        const other = owners.get(ip);
        if (ip !== '' && other !== undefined) return `${ip} is the address of ${other} and of ${podKey}`;
        owners.set(ip, podKey);
      }
    }
    return undefined;
  },
  premise: (state, { nodes }) => nodes.some(({ runtime }) => state.keys(runtime, 'container/').length > 0),
};
