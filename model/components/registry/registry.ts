import type { Component, GuardTable, Input } from '../../kernel/component.ts';
import { reactions, type Step } from '../../kernel/step.ts';
import { note } from '../notes.ts';
import { isPullRequest, type PullReply } from './protocol.ts';

export interface RegistryConfig {
  readonly name?: string;
  /** Images that it does not have; it has all others. */
  readonly missing?: readonly string[];
}

export const registryGuards = {
  imageExists: 'only an image that was pushed can be pulled: an unknown one is answered by 404 MANIFEST_UNKNOWN (OCI distribution specification, "Error codes")',
} as const satisfies GuardTable;

/** An image registry. It keeps nothing but its images, and those do not change during a run. */
export function registry(config: RegistryConfig = {}): Component {
  const missing = config.missing ?? [];
  return {
    name: config.name ?? 'registry',
    kind: 'registry',
    initial: {},
    guards: registryGuards,
    react: (view, input, check) => reactions(view, check, (step) => react(step, missing, input)),
    crash: { fault: 'crash', durable: () => true },
  };
}

function react(step: Step, missing: readonly string[], input: Input): void {
  if (input.kind !== 'message' || !isPullRequest(input.message)) return;
  const { id, image } = input.message;
  const answer = (result: Pick<PullReply, 'ok' | 'error' | 'permanent'>): void => step.send(input.from, { type: 'pulled', id, image, ...result });
  if (!step.check('imageExists', !isMissing(missing, image))) {
    step.note(note('image not found', `the registry has no ${image}`, { image }));
    return answer({ ok: false, error: `${image}: not found`, permanent: true });
  }
  if (step.fault('imagePullFailure')) return answer({ ok: false, error: `pull access to ${image}: unexpected EOF` });
  answer({ ok: true });
}

/** A missing image is named with its tag, or without: then no tag of it exists. */
function isMissing(missing: readonly string[], image: string): boolean {
  return missing.some((name) => image === name || image.startsWith(`${name}:`) || image.startsWith(`${name}@`));
}
