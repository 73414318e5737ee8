import { clientOf, requestBehind } from '../requests.ts';
import { commits, monitor, nameOf, notes, without, wrong } from '../cluster.ts';

/** P32. Remembered: the containers that run, by pod. */
export const objectOutlivesContainers = monitor<{ readonly [uid: string]: readonly string[] }>({
  name: 'object-outlives-containers',
  statement: 'A kubelet has a pod removed from the API only when none of its containers runs any more.',
  source: 'design-proposals pod-safety; pkg/kubelet/status/status_manager.go canBeDeleted',
  initial: {},
  judge(seen, happening, shape) {
    let now = seen;
    for (const { note, facts } of notes(happening, 'container started', 'container exited')) {
      const [uid, container] = [String(facts['uid']), String(facts['container'])];
      const others = (now[uid] ?? []).filter((other) => other !== container);
      const running = note === 'container started' ? [...others, container].sort() : others;
      now = running.length === 0 ? without(now, uid) : { ...now, [uid]: running };
    }
    const kubelets = shape.nodes.map(({ kubelet }) => kubelet);
    for (const { resource, type, object } of commits(happening, shape)) {
      if (resource !== 'pods' || type !== 'DELETED') continue;
      const client = clientOf(requestBehind(happening, shape) ?? '');
      const running = now[object.metadata.uid ?? ''];
      if (running !== undefined && kubelets.includes(client)) return wrong(`${client} had pod ${nameOf(object.metadata)} removed while ${running.join(', ')} ran`);
    }
    return now;
  },
});
