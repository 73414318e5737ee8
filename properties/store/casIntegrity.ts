import { commits, keyIn, monitor, without, wrong } from '../cluster.ts';
import { followRequests, noRequests, requestBehind, type UnderWay } from '../requests.ts';
import { transactionBehind } from './transaction.ts';

type Seen = {
  /** The resourceVersion that an update under way carries. */
  readonly carried: UnderWay<string>;
  /** The revision of every object that was written since the beginning. */
  readonly revisions: { readonly [key: string]: string };
};

/** P02. Nobody's change is lost: what is written over something was computed from it. */
export const casIntegrity = monitor<Seen>({
  name: 'cas-integrity',
  statement: 'A change that was made to one version of an object never replaces another version.',
  promise: 'P02',
  source: 'apiserver pkg/registry/generic/registry/store.go Update, pkg/storage/etcd3/store.go GuaranteedUpdate; API concepts, "Resource versions"',
  initial: { carried: noRequests, revisions: {} },
  judge(seen, happening, shape) {
    const carried = followRequests(seen.carried, happening, shape, ({ verb, body }) => {
      const version = verb === 'update' || verb === 'patch' ? (body?.['metadata'] as { readonly resourceVersion?: string } | undefined)?.resourceVersion : undefined;
      return version === '' ? undefined : version;
    });
    let { revisions } = seen;
    for (const { resource, type, object } of commits(happening, shape)) {
      const key = keyIn(resource, object.metadata);
      const before = revisions[key];
      const { expect } = transactionBehind(happening) ?? {};
      const asked = carried.requests[requestBehind(happening, shape) ?? ''];
      if (before !== undefined && asked !== undefined && asked !== before) return wrong(`an update of ${key} that was made to version ${asked} has replaced version ${before}`);
      if (before !== undefined && expect !== undefined && expect !== null && expect !== '0' && expect !== before) return wrong(`a transaction on ${key} that was computed from version ${expect} has replaced version ${before}`);
      revisions = type === 'DELETED' ? without(revisions, key) : { ...revisions, [key]: object.metadata.resourceVersion ?? '' };
    }
    return { carried, revisions };
  },
});
