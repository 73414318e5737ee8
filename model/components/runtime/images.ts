import type { Step } from '../../kernel/step.ts';
import { note } from '../notes.ts';
import type { PullReply } from '../registry/protocol.ts';
import { ownId, resume, suspend, type RuntimeConfig } from './parts.ts';
import { criReply, type CriRequest } from './protocol.ts';

/** Makes sure that an image is on the node, as the pull policy asks (kubelet pkg/kubelet/images/image_manager.go EnsureImageExists). */
export function pullImage(step: Step, config: RuntimeConfig, from: string, request: CriRequest): void {
  const image = String(request.image);
  const isPresent = step.check('imageIsPresent', step.get(`image/${image}`) !== undefined);
  if (request.pullPolicy === 'Never' || (request.pullPolicy !== 'Always' && isPresent)) {
    if (!isPresent) return step.send(from, criReply(request, { ok: false, error: `ErrImageNeverPull: Container image "${image}" is not present with pull policy of Never`, permanent: true }));
    step.note(note('image present', `${image} is already on the node`, { image }));
    return step.send(from, criReply(request, { ok: true }));
  }
  suspend(step, from, request);
  step.send(config.registry, { type: 'pull', id: ownId(step, request), image });
}

export function pulled(step: Step, reply: PullReply): void {
  const pending = resume(step, reply.id);
  if (pending === undefined) return;
  const { from, request } = pending;
  if (!reply.ok) {
    step.note(note('image pull failed', `${reply.image} could not be pulled: ${reply.error ?? ''}`, { uid: request.podUid, image: reply.image }));
    return step.send(from, criReply(request, { ok: false, error: `ErrImagePull: ${reply.error ?? ''}`, ...(reply.permanent && { permanent: true }) }));
  }
  step.set(`image/${reply.image}`, true);
  step.note(note('image pulled', `${reply.image} is on the node now`, { uid: request.podUid, image: reply.image }));
  step.send(from, criReply(request, { ok: true }));
}
