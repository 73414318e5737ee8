import { monitor } from '../cluster.ts';
import { podFacts } from '../pods/podView.ts';
import { firstWrong, followPublishing, type Publishing } from './publishing.ts';

/** P35. Endpoints may lag behind the pods, as far as the controller's cache does; they are never made up. */
export const endpointsAreSound = monitor<Publishing>({
  name: 'endpoints-are-sound',
  statement: 'An address is published as ready only if the controller sees its pod Ready and not being deleted.',
  promise: 'P35',
  source: 'pod lifecycle documentation, "Pod readiness" and "Termination of Pods"; kubernetes#54723, kubernetes#89056, kubernetes#116991',
  initial: {},
  judge: followPublishing,
  compare: (publishing, state) =>
    firstWrong(publishing, state, ({ ready }, pod, service) => {
      if (!ready || service?.spec.publishNotReadyAddresses) return undefined;
      if (pod === undefined) return 'the controller knows no such pod';
      if (pod.metadata.deletionTimestamp !== undefined) return `pod ${pod.metadata.name} is being deleted`;
      return podFacts(pod).conditions['Ready'] === 'True' ? undefined : `pod ${pod.metadata.name} is not Ready`;
    }),
});
