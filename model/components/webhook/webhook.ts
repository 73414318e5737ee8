import type { Component, Input } from '../../kernel/component.ts';
import { reactions, type Step } from '../../kernel/step.ts';
import { isReview, webhookComponent, type Reviewed, type WebhookKind } from '../apiserver/admission/webhooks/protocol.ts';
import { note } from '../notes.ts';
import { answerOf, type WebhookBehaviour } from './behaviour.ts';

export interface WebhookConfig {
  /** As in its configuration: `sidecar.example.com`. */
  readonly name: string;
  readonly kind: WebhookKind;
  readonly behaviour: WebhookBehaviour;
}

/**
 * An admission webhook: a stateless server that answers reviews (Dynamic Admission Control). The fault
 * `webhookDenial` makes it deny what it would allow; that it does not answer in time is a fault of the channel.
 */
export function webhook(config: WebhookConfig): Component {
  return {
    name: webhookComponent(config.name),
    kind: 'webhook',
    initial: {},
    react: (view, input, check) => (isReviewInput(input) ? reactions(view, check, (step) => react(step, config, input)) : []),
  };
}

function isReviewInput(input: Input): input is Extract<Input, { kind: 'message' }> {
  return input.kind === 'message' && isReview(input.message);
}

function react(step: Step, { name, kind, behaviour }: WebhookConfig, input: Extract<Input, { kind: 'message' }>): void {
  if (!isReview(input.message)) return;
  const { id, object } = input.message;
  const usual = answerOf(behaviour, object);
  const answer = usual.allowed && step.fault('webhookDenial') ? { allowed: false, message: 'not now', code: 403 } : usual;
  step.note(note('reviewed', `${name} ${describe(answer)}`, { webhook: name, kind, allowed: answer.allowed }));
  step.send(input.from, { type: 'reviewed', id, ...answer } satisfies Reviewed);
}

function describe(answer: Omit<Reviewed, 'type' | 'id'>): string {
  if (!answer.allowed) return 'denies';
  return answer.patch ? 'patches' : 'allows';
}
