import { canonicalText, happeningsOf, type Action, type Happening, type Json, type Reaction, type System } from '../../model/kernel/index.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import type { MessageStyle } from '../mermaid/index.ts';
import type { DrawingStyle } from './style.ts';
import { textField } from './textField.ts';

/** How runs of a Kubernetes cluster are drawn. */
export function clusterStyle({ system, shape }: { readonly system: System; readonly shape: ClusterShape }): DrawingStyle {
  const groups = groupsOf(shape);
  const people = [shape.kubectl, shape.kubectlGet];
  return {
    describe: (message) => system.describe?.(message) ?? (typeof message === 'string' ? message : canonicalText(message, 'message')),
    messageStyle,
    group: (component) => (component === shape.registry ? undefined : (groups.get(component) ?? 'Control plane')),
    isPerson: (component) => people.includes(component),
    order: [
      ...people,
      ...shape.apiservers,
      ...shape.webhooks,
      shape.etcd,
      ...shape.controllerManagers,
      ...shape.schedulers,
      ...shape.nodes.flatMap(({ kubelet, runtime, cni, csi, kubeProxy }) => [kubelet, runtime, cni, csi, kubeProxy]),
      shape.registry,
      shape.dns,
    ],
    noteText: (note) => textField(note, 'text'),
    isQuiet,
    historyOf: shape.etcd,
  };
}

function groupsOf({ nodes, kubectl, kubectlGet }: ClusterShape): ReadonlyMap<string, string> {
  const ofNodes = nodes.flatMap(({ name, ...components }) => Object.values(components).map((component) => [component, name] as const));
  return new Map([...ofNodes, [kubectl, 'User'], [kubectlGet, 'User']]);
}

const replies = ['reply', 'txnReply', 'rangeReply', 'reviewed', 'criReply', 'cniReply', 'csiReply', 'pulled'];

function messageStyle(message: Json): MessageStyle {
  return replies.includes(textField(message, 'type') ?? '') ? 'reply' : 'request';
}

/** Steps that only fill caches: a reader takes for granted that watches deliver. */
function isQuiet(action: Action): boolean {
  return happeningsOf(action).every(isQuietHappening);
}

function isQuietHappening(happening: Happening): boolean {
  if (happening.kind !== 'reaction') return false;
  const { input, reaction } = happening;
  switch (input.kind) {
    case 'entry':
      return onlyFillsCaches(reaction);
    case 'message':
      return isInformerTraffic(input.message) && (reaction.faults ?? []).length === 0;
    case 'internal':
      return isInformerWork(input.input) || saysNothing(reaction);
    case 'broken':
    case 'silence':
      return false;
  }
}

function onlyFillsCaches(reaction: Reaction): boolean {
  return saysNothing(reaction) && Object.keys(reaction.set ?? {}).every((part) => part.startsWith('cache/') || part.startsWith('informer/'));
}

function saysNothing({ send = [], append = [], notes = [], faults = [] }: Reaction): boolean {
  return send.length + append.length + notes.length + faults.length === 0;
}

function isInformerWork(input: Json): boolean {
  return typeof input === 'object' && input !== null && 'informer' in input;
}

/** Lists and watches, and their replies (whose ids carry the purpose). */
function isInformerTraffic(message: Json): boolean {
  const verb = textField(message, 'verb');
  const id = textField(message, 'id') ?? '';
  return verb === 'list' || verb === 'watch' || /^\d+\.informer\//.test(id);
}
