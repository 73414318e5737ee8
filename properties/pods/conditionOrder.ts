import { monitor, nameOf, wrong } from '../cluster.ts';
import { followObjects } from '../store/keyed.ts';
import { podFacts } from './podView.ts';

/** What must have been True before (or become True together with) a condition that becomes True for the first time. */
const before: { readonly [condition: string]: readonly string[] } = {
  PodReadyToStartContainers: ['PodScheduled'],
  Initialized: ['PodScheduled'],
  ContainersReady: ['PodScheduled', 'PodReadyToStartContainers', 'Initialized'],
  Ready: ['PodScheduled', 'PodReadyToStartContainers', 'Initialized', 'ContainersReady'],
};

/** P30. Conditions become True in the documented order. */
export const conditionOrder = monitor<{ readonly [key: string]: readonly string[] }>({
  name: 'condition-order',
  statement: 'Conditions first become True in the order PodScheduled, PodReadyToStartContainers and Initialized, ContainersReady, Ready.',
  source: 'pod lifecycle documentation, "Pod conditions" and "Pod network readiness"',
  initial: {},
  judge: (seen, happening, shape) =>
    followObjects(
      seen,
      happening,
      shape,
      (known, { type, object }) => {
        if (type === 'DELETED') return known ?? [];
        const { conditions } = podFacts(object);
        const been = type === 'ADDED' ? [] : (known ?? []);
        const now = Object.keys(conditions).filter((condition) => conditions[condition] === 'True');
        const ever = [...new Set([...been, ...now])].sort();
        for (const condition of now) {
          const missing = been.includes(condition) ? undefined : before[condition]?.find((earlier) => !ever.includes(earlier));
          if (missing !== undefined) return wrong(`pod ${nameOf(object.metadata)} became ${condition} before it was ${missing}`);
        }
        return ever;
      },
      ['pods'],
    ),
});
