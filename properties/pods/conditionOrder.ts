import type { Pod } from '../../model/objects/index.ts';
import { monitor, nameOf, wrong } from '../cluster.ts';
import { followObjects } from '../store/keyed.ts';
import { isTerminal, podFacts } from './podView.ts';

/** What must have been True before (or become True together with) a condition that becomes True for the first time. */
const before: { readonly [condition: string]: readonly string[] } = {
  PodReadyToStartContainers: ['PodScheduled'],
  Initialized: ['PodScheduled'],
  ContainersReady: ['PodScheduled', 'PodReadyToStartContainers', 'Initialized'],
  Ready: ['PodScheduled', 'PodReadyToStartContainers', 'Initialized', 'ContainersReady'],
};

/** Init containers run in the sandbox; a pod without any is initialized before it has one. */
const withInitContainers: typeof before = { ...before, Initialized: ['PodScheduled', 'PodReadyToStartContainers'] };

/** P30. Remembered: the conditions that have been True, until the pod has been Ready. */
export const conditionOrder = monitor<{ readonly [key: string]: readonly string[] }>({
  name: 'condition-order',
  statement: 'Conditions first become True in the order PodScheduled, PodReadyToStartContainers, Initialized (without init containers, before the sandbox), ContainersReady, Ready; until the pod ends.',
  promise: 'P30',
  source: 'pod lifecycle documentation, "Pod conditions" and "Pod network readiness"',
  initial: {},
  judge: (seen, happening, shape) =>
    followObjects(
      seen,
      happening,
      shape,
      (known, { type, object }) => {
        const been = type === 'ADDED' ? [] : (known ?? []);
        const { conditions, phase } = podFacts(object);
        // The status of a pod that ends may leave out what it has been meanwhile.
        if (been.includes('Ready') || isTerminal(phase) || object.metadata.deletionTimestamp !== undefined) return been;
        const order = ((object as unknown as Pod).spec.initContainers ?? []).length > 0 ? withInitContainers : before;
        const now = Object.keys(conditions).filter((condition) => (condition === 'PodScheduled' || condition in before) && conditions[condition] === 'True');
        const ever = [...new Set([...been, ...now])].sort();
        for (const condition of now) {
          const missing = been.includes(condition) ? undefined : order[condition]?.find((earlier) => !ever.includes(earlier));
          if (missing !== undefined) return wrong(`pod ${nameOf(object.metadata)} became ${condition} before it was ${missing}`);
        }
        return ever.includes('Ready') ? ['Ready'] : ever;
      },
      ['pods'],
    ),
});
