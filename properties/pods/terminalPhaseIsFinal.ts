import type { Happening } from '../../model/kernel/index.ts';
import { isReply, isRequest } from '../../model/components/client/protocol.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import { commits, monitor, nameOf, without, wrong } from '../cluster.ts';
import { isTerminal, podFacts } from './podView.ts';

type Seen = {
  /** By UID: the phase that a pod has ended with. */
  readonly ended: { readonly [uid: string]: string };
  /** By UID: the kubelet whose write of the pod's status has not been answered. */
  readonly writing: { readonly [uid: string]: string };
  /** UIDs of pods to which an old write of their status may still come, after newer ones. */
  readonly late: readonly string[];
};

/** P27, first half. */
export const terminalPhaseIsFinal = monitor<Seen>({
  name: 'terminal-phase-is-final',
  statement: 'A pod whose phase is Succeeded or Failed keeps that phase for ever.',
  source: 'kubernetes#110255 (guaranteed since 1.22); pod lifecycle documentation, "Pod phase"',
  assumes: 'No write of a pod’s status is executed after its kubelet has given it up and made a later one: the API server compares no versions there.',
  initial: { ended: {}, writing: {}, late: [] },
  judge(seen, happening, shape) {
    let { ended, writing, late } = followWrites(seen, happening, shape);
    for (const { resource, type, object } of commits(happening, shape)) {
      if (resource !== 'pods') continue;
      const { uid = '' } = object.metadata;
      const { phase = 'Pending' } = podFacts(object);
      const before = ended[uid];
      if (before !== undefined && phase !== before && !late.includes(uid)) return wrong(`pod ${nameOf(object.metadata)} went from ${before} to ${phase}`);
      ended = isTerminal(phase) && type !== 'DELETED' ? { ...ended, [uid]: phase } : without(ended, uid);
      if (type === 'DELETED') [writing, late] = [without(writing, uid), late.filter((other) => other !== uid)];
    }
    return { ended, writing, late };
  },
  premise: ({ ended }) => Object.keys(ended).length > 0,
});

/** A write whose client has crashed or gives up waiting may be executed at any time. */
function followWrites(seen: Seen, happening: Happening, shape: ClusterShape): Seen {
  if (happening.kind === 'channel fault' && happening.fault === 'requestTimeout' && isRequest(happening.message)) {
    const uid = writtenBy(happening.message.id);
    return uid === undefined ? seen : given(seen, [uid]);
  }
  if (happening.kind !== 'crash' && happening.kind !== 'reaction') return seen;
  const { kind, component } = happening;
  if (!shape.nodes.some(({ kubelet }) => kubelet === component)) return seen;
  if (kind === 'crash') return given(seen, Object.keys(seen.writing).filter((uid) => seen.writing[uid] === component));
  const { input, reaction } = happening as Extract<Happening, { kind: 'reaction' }>;
  const answered = input.kind === 'message' && isReply(input.message) ? writtenBy(input.message.id) : undefined;
  const writing = answered === undefined ? seen.writing : without(seen.writing, answered);
  const written = (reaction.send ?? []).flatMap(({ message }) => (isRequest(message) ? (writtenBy(message.id) ?? []) : []));
  return { ...seen, writing: { ...writing, ...Object.fromEntries(written.map((uid) => [uid, component])) } };
}

function given({ ended, writing, late }: Seen, uids: readonly string[]): Seen {
  return { ended, writing: Object.fromEntries(Object.entries(writing).filter(([uid]) => !uids.includes(uid))), late: [...new Set([...late, ...uids])].sort() };
}

/** The pod that a status request of a kubelet is about: `0.status/<uid>`. */
function writtenBy(id: string | null): string | undefined {
  return /^\d+\.status\/(.+)$/.exec(id ?? '')?.[1];
}
