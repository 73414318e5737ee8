import type { Happening } from '../../model/kernel/index.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import { monitor, textIn, wrong } from '../cluster.ts';
import { requestNotes } from '../requests.ts';

/** By API server: the namespaces that its cache shows as Terminating. */
type Closed = { readonly [apiserver: string]: { readonly [namespace: string]: true } };

const cachePrefix = 'cache/namespaces/';

/** P14. Emptying a namespace would never end otherwise. Each API server goes by what its own cache shows. */
export const terminatingNamespaceIsClosed = monitor<Closed>({
  name: 'terminating-namespace-is-closed',
  statement: 'An API server that sees a namespace Terminating lets nothing new into it.',
  promise: 'P14',
  source: 'NamespaceLifecycle admission plugin (apiserver pkg/admission/plugin/namespace/lifecycle/admission.go); kubernetes#22045',
  initial: {},
  judge(seen, happening, shape) {
    for (const { note, verb, apiserver, key, facts } of requestNotes(happening, shape)) {
      const namespace = textIn(facts, 'namespace');
      // A binding is created, too; what it is about is there already.
      const isNew = note === 'mutating admission' && verb === 'create' && facts['subresource'] === undefined;
      if (isNew && seen[apiserver]?.[namespace]) return wrong(`${key ?? `one of ${textIn(facts, 'resource')}`} is let into the namespace ${namespace}, which ${apiserver} sees Terminating`);
    }
    return follow(seen, happening, shape);
  },
});

function follow(seen: Closed, happening: Happening, { apiservers }: ClusterShape): Closed {
  if (!('component' in happening) || !apiservers.includes(happening.component)) return seen;
  const { component } = happening;
  const { [component]: known = {}, ...others } = seen;
  if (happening.kind !== 'reaction') return happening.kind === 'crash' && component in seen ? others : seen;
  let now = known;
  for (const [part, value] of Object.entries(happening.reaction.set ?? {})) {
    if (!part.startsWith(cachePrefix)) continue;
    const { [part.slice(cachePrefix.length)]: _, ...rest } = now;
    const isClosed = (value as { readonly status?: { readonly phase?: string } } | undefined)?.status?.phase === 'Terminating';
    now = isClosed ? { ...rest, [part.slice(cachePrefix.length)]: true } : rest;
  }
  return Object.keys(now).length === 0 ? others : { ...others, [component]: now };
}
