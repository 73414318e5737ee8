import type { Happening } from '../../model/kernel/index.ts';
import { isReply, isRequest } from '../../model/components/client/protocol.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import { without } from '../cluster.ts';

/**
 * Writes of pods' status that may come late: the API server compares no versions there, so that one which its kubelet
 * has given up may be executed after a later one, and nobody is to blame.
 */
export type LateWrites = {
  /** By UID: the kubelet whose write of the pod's status has not been answered. */
  readonly writing: { readonly [uid: string]: string };
  /** UIDs of pods to which an old write of their status may still come, after newer ones. */
  readonly late: readonly string[];
};

export const noLateWrites: LateWrites = { writing: {}, late: [] };

/** A write whose client has crashed or gives up waiting may be executed at any time. */
export function followWrites(seen: LateWrites, happening: Happening, shape: ClusterShape): LateWrites {
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

/** Nothing comes to a pod that has gone. */
export function forgetWrites({ writing, late }: LateWrites, uid: string): LateWrites {
  return { writing: without(writing, uid), late: late.filter((other) => other !== uid) };
}

function given({ writing, late }: LateWrites, uids: readonly string[]): LateWrites {
  return { writing: Object.fromEntries(Object.entries(writing).filter(([uid]) => !uids.includes(uid))), late: [...new Set([...late, ...uids])].sort() };
}

/** The pod that a status request of a kubelet is about: `0.status/<uid>`. */
function writtenBy(id: string | null): string | undefined {
  return /^\d+\.status\/(.+)$/.exec(id ?? '')?.[1];
}
