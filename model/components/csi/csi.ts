import type { Component, GuardTable, Input } from '../../kernel/component.ts';
import { reactions, type Step } from '../../kernel/step.ts';
import { note } from '../notes.ts';
import { isCsiRequest, type CsiReply, type CsiRequest } from './protocol.ts';

export interface CsiConfig {
  readonly name: string;
}

/** `volume/<name>`: attached to the node as long as the part is there; the UIDs of the pods that have it mounted. */
export type VolumeState = { readonly mountedBy: readonly string[] };

export const csiGuards = {
  volumeIsAttached: 'a volume is mounted only after it was attached to the node (CSI specification, "Volume Lifecycle": NODE_READY before PUBLISHED)',
  lastPodLeaves: 'a volume stays attached while another pod of the node has it mounted (kubelet volumemanager, actual_state_of_world.go)',
} as const satisfies GuardTable;

/**
 * The storage driver of a node. All calls are idempotent (CSI specification: "this operation MUST be
 * idempotent"). What is mounted stays mounted when the driver crashes.
 */
export function csi(config: CsiConfig): Component {
  return {
    name: config.name,
    kind: 'csi',
    initial: {},
    guards: csiGuards,
    react: (view, input, check) => reactions(view, check, (step) => react(step, input)),
    crash: { fault: 'crash', durable: () => true },
  };
}

function react(step: Step, input: Input): void {
  if (input.kind !== 'message' || !isCsiRequest(input.message)) return;
  const request = input.message;
  const part = `volume/${request.volume}`;
  const state = step.get(part) as VolumeState | undefined;
  const mountedBy = state?.mountedBy ?? [];
  const others = mountedBy.filter((uid) => uid !== request.podUid);
  switch (request.call) {
    case 'attach':
      step.set(part, { mountedBy });
      break;
    case 'mount':
      if (!step.check('volumeIsAttached', state !== undefined)) return answer(step, input.from, request, { ok: false, error: `volume ${request.volume} is not attached` });
      step.set(part, { mountedBy: [...others, request.podUid].sort() });
      step.note(note('volume mounted', `${request.volume} is mounted for ${request.podKey}`, { uid: request.podUid, volume: request.volume }));
      break;
    case 'unmount':
      step.set(part, state === undefined || step.check('lastPodLeaves', others.length === 0) ? undefined : { mountedBy: others });
      step.note(note('volume unmounted', `${request.volume} is unmounted for ${request.podKey}`, { uid: request.podUid, volume: request.volume }));
      break;
  }
  answer(step, input.from, request, { ok: true });
}

function answer(step: Step, to: string, { id, call, volume, podKey }: CsiRequest, result: Pick<CsiReply, 'ok' | 'error'>): void {
  step.send(to, { type: 'csiReply', id, call, volume, podKey, ...result });
}
