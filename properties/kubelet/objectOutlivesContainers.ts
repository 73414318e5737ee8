import { clientOf, followRequests, noRequests, requestBehind, type UnderWay } from '../requests.ts';
import { commits, monitor, nameOf, notes, without, wrong } from '../cluster.ts';

type Seen = {
  /** The containers that run, by the UID of their pod. */
  readonly running: { readonly [uid: string]: readonly string[] };
  /** Deletions under way that kubelets have asked for. */
  readonly deletions: UnderWay<true>;
};

/** P32. */
export const objectOutlivesContainers = monitor<Seen>({
  name: 'object-outlives-containers',
  statement: 'A kubelet has a pod removed from the API only when none of its containers runs any more.',
  promise: 'P32',
  source: 'design-proposals pod-safety; pkg/kubelet/status/status_manager.go canBeDeleted',
  initial: { running: {}, deletions: noRequests },
  judge(seen, happening, shape) {
    const kubelets = shape.nodes.map(({ kubelet }) => kubelet);
    const deletions = followRequests(seen.deletions, happening, shape, ({ verb, user }) => (verb === 'delete' && user.startsWith('system:node:') ? true : undefined));
    let now = seen.running;
    for (const { note, text } of notes(happening, 'container started', 'container exited')) {
      const [uid, container] = [text('uid'), text('container')];
      const others = (now[uid] ?? []).filter((other) => other !== container);
      const running = note === 'container started' ? [...others, container].sort() : others;
      now = running.length === 0 ? without(now, uid) : { ...now, [uid]: running };
    }
    const request = requestBehind(happening, shape) ?? '';
    for (const { resource, type, object } of commits(happening, shape)) {
      if (resource !== 'pods' || type !== 'DELETED' || deletions.requests[request] === undefined) continue;
      const client = clientOf(request);
      const running = now[object.metadata.uid ?? ''];
      if (running !== undefined && kubelets.includes(client)) return wrong(`${client} had pod ${nameOf(object.metadata)} removed while ${running.join(', ')} ran`);
    }
    return { running: now, deletions };
  },
  premise: ({ deletions }) => Object.keys(deletions.requests).length > 0,
});
