import type { Pod } from '../../model/objects/index.ts';
import { commits, monitor, notes, without, wrong } from '../cluster.ts';

/** A pod's init containers, in order, and those of which the next need not wait. */
type Inits = { readonly order: readonly string[]; readonly sidecars: readonly string[]; readonly passed: readonly string[] };

/** P31. Remembered: of each pod with init containers, which of them are done. */
export const initContainersInOrder = monitor<{ readonly [uid: string]: Inits }>({
  name: 'init-containers-in-order',
  statement: 'An init container starts only after the one before it has succeeded (or, a sidecar, has started), and the containers after the last of them.',
  promise: 'P31',
  source: 'Kubernetes documentation, "Init Containers" and "Sidecar Containers"',
  initial: {},
  judge(seen, happening, shape) {
    let now = seen;
    for (const { resource, type, object } of commits(happening, shape)) {
      if (resource !== 'pods') continue;
      const { uid = '' } = object.metadata;
      const inits = (object as unknown as Pod).spec.initContainers ?? [];
      if (type === 'DELETED') now = without(now, uid);
      else if (inits.length > 0 && now[uid] === undefined) {
        const sidecars = inits.filter(({ restartPolicy }) => restartPolicy === 'Always').map(({ name }) => name);
        now = { ...now, [uid]: { order: inits.map(({ name }) => name), sidecars, passed: [] } };
      }
    }
    for (const { note, facts, text } of notes(happening, 'container started', 'container exited')) {
      const [uid, container] = [text('uid'), text('container')];
      const inits = now[uid];
      if (inits === undefined) continue;
      const early = note === 'container started' ? startedTooEarly(inits, container) : undefined;
      if (early !== undefined) return wrong(`container ${container} of ${text('pod')} was started before init container ${early} was done`);
      if (passes(inits, note, container, facts['exitCode'] === 0)) now = { ...now, [uid]: { ...inits, passed: [...new Set([...inits.passed, container])].sort() } };
    }
    return now;
  },
});

function startedTooEarly({ order, passed }: Inits, container: string): string | undefined {
  const index = order.indexOf(container);
  return (index < 0 ? order : order.slice(0, index)).find((earlier) => !passed.includes(earlier));
}

function passes({ order, sidecars }: Inits, note: string, container: string, succeeded: boolean): boolean {
  if (!order.includes(container)) return false;
  return sidecars.includes(container) ? note === 'container started' : note === 'container exited' && succeeded;
}
