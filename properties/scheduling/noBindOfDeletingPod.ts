import { monitor, nameOf, wrong } from '../cluster.ts';
import { podFacts } from '../pods/podView.ts';
import { followObjects } from '../store/keyed.ts';

/** P17. Remembered: the pods that are being deleted and have no node. */
export const noBindOfDeletingPod = monitor<{ readonly [key: string]: 'deleting' }>({
  name: 'no-bind-of-deleting-pod',
  statement: 'A pod that is being deleted is not bound to a node any more.',
  promise: 'P17',
  source: 'pkg/registry/core/pod/storage/storage.go assignPod: "pod %v is being deleted, cannot be assigned to a host"',
  initial: {},
  judge: (seen, happening, shape) =>
    followObjects(
      seen,
      happening,
      shape,
      (before, { object }) => {
        const { nodeName } = podFacts(object);
        if (before !== undefined && nodeName !== undefined) return wrong(`pod ${nameOf(object.metadata)} was being deleted when it was bound to ${nodeName}`);
        return object.metadata.deletionTimestamp !== undefined && nodeName === undefined ? 'deleting' : undefined;
      },
      ['pods'],
    ),
});
