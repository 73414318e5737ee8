import { monitor } from '../cluster.ts';
import { isTerminal } from '../pods/podView.ts';
import { firstWrong, followPublishing, type Publishing } from './publishing.ts';

/** P36. The address of a finished pod may belong to another one already. */
export const noTerminalEndpoints = monitor<Publishing>({
  name: 'no-terminal-endpoints',
  statement: 'A pod that the controller sees finished has no endpoint, not even one that is not ready.',
  promise: 'P36',
  source: 'kubernetes#109414, kubernetes#110255; staging/src/k8s.io/endpointslice ShouldPodBeInEndpoints',
  initial: {},
  judge: followPublishing,
  compare: (publishing, state) =>
    firstWrong(publishing, state, (_, pod) => (isTerminal(pod?.status?.phase) ? `pod ${pod?.metadata.name ?? ''} has ${pod?.status?.phase === 'Failed' ? 'failed' : 'succeeded'}` : undefined)),
});
