import type { Pod } from '../../model/objects/index.ts';
import { commits, monitor, notes, without, wrong } from '../cluster.ts';

/** A pod whose policy is not Always: how those of its containers have ended that do not restart whatever happens. */
type Ends = { readonly policy: string; readonly ended: { readonly [container: string]: number }; readonly sidecars?: readonly string[] };

/** P34. Remembered: of pods with another policy than the usual one only. */
export const restartPolicyIsKept = monitor<{ readonly [uid: string]: Ends }>({
  name: 'restart-policy-is-kept',
  statement: 'A container that has ended is started again only if the restartPolicy says so: never with Never, after a failure only with OnFailure.',
  promise: 'P34',
  source: 'pod lifecycle documentation, "Container restart policy"; pkg/kubelet/container/helpers.go ShouldContainerBeRestarted',
  initial: {},
  judge(seen, happening, shape) {
    let now = seen;
    for (const { resource, type, object } of commits(happening, shape)) {
      if (resource !== 'pods') continue;
      const { uid = '' } = object.metadata;
      if (type === 'DELETED') now = without(now, uid);
      else now = now[uid] === undefined ? followed(now, uid, object as unknown as Pod) : now;
    }
    for (const { note, facts, text } of notes(happening, 'container started', 'container exited')) {
      const [uid, container] = [text('uid'), text('container')];
      const pod = now[uid];
      if (pod === undefined || pod.sidecars?.includes(container)) continue;
      const code = pod.ended[container];
      if (note === 'container exited') now = { ...now, [uid]: { ...pod, ended: { ...pod.ended, [container]: Number(facts['exitCode']) } } };
      else if (code !== undefined && (pod.policy === 'Never' || code === 0)) return wrong(`container ${container} of ${text('pod')} was started again after it had ended with ${code}, and its restartPolicy is ${pod.policy}`);
    }
    return now;
  },
});

function followed(now: { readonly [uid: string]: Ends }, uid: string, { spec }: Pod): typeof now {
  const { restartPolicy: policy = 'Always', initContainers = [] } = spec;
  if (policy === 'Always') return now;
  const sidecars = initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always').map(({ name }) => name);
  return { ...now, [uid]: { policy, ended: {}, ...(sidecars.length > 0 && { sidecars }) } };
}
