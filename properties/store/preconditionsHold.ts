import type { ApiRequest } from '../../model/components/client/protocol.ts';
import { commits, keyIn, monitor, wrong } from '../cluster.ts';
import { followRequests, noRequests, requestBehind, type UnderWay } from '../requests.ts';

/** P13. Who names a UID means that incarnation, whatever has its name by now. */
export const preconditionsHold = monitor<UnderWay<string>>({
  name: 'preconditions-hold',
  statement: 'A delete or a binding that names a UID touches no other object of that name.',
  promise: 'P13',
  source: 'apiserver pkg/registry/rest/delete.go BeforeDelete; pkg/registry/core/pod/storage/storage.go assignPod',
  initial: noRequests,
  judge(before, happening, shape) {
    const underWay = followRequests(before, happening, shape, uidAskedFor);
    const wanted = underWay.requests[requestBehind(happening, shape) ?? ''];
    if (wanted === undefined) return underWay;
    for (const { resource, object } of commits(happening, shape)) {
      const { uid } = object.metadata;
      if (uid !== wanted) return wrong(`a request about the ${keyIn(resource, object.metadata)} with uid ${wanted} has changed the one with uid ${uid}`);
    }
    return underWay;
  },
  premise: ({ requests }) => Object.keys(requests).length > 0,
});

function uidAskedFor({ verb, subresource, options, body }: ApiRequest): string | undefined {
  if (verb === 'delete') return options?.preconditions?.uid;
  return subresource === 'binding' ? (body?.['metadata'] as { readonly uid?: string } | undefined)?.uid : undefined;
}
