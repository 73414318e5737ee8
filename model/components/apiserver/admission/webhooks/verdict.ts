import type { Step } from '../../../../kernel/step.ts';
import { note } from '../../../notes.ts';
import type { Rejection } from '../plugin.ts';
import type { WebhookRef } from './call.ts';
import type { Reviewed } from './protocol.ts';

/**
 * What a webhook's answer means for the request. A failed call goes by the failure policy, and may let the
 * request pass unseen (fail-open, B45); a denial always rejects (apiserver webhook/mutating/dispatcher.go,
 * errors/statuserror.go). A denial without a code is a 403, as the common webhook libraries answer.
 */
export function verdictOf(step: Step, webhook: WebhookRef, reviewed: Omit<Reviewed, 'type' | 'id'>): Rejection | undefined {
  const quoted = JSON.stringify(webhook.name);
  if (reviewed.timedOut) {
    if (step.check('webhookFailsClosed', webhook.failurePolicy === 'Fail')) {
      const message = `Internal error occurred: failed calling webhook ${quoted}: failed to call webhook: context deadline exceeded`;
      return { code: 500, reason: 'InternalError', message };
    }
    step.note(note('webhookFailedOpen', `webhook ${webhook.name} failed, open`, { webhook: webhook.name, failurePolicy: webhook.failurePolicy }));
    return undefined;
  }
  if (step.check('webhookAllows', reviewed.allowed)) return undefined;
  const deniedBy = `admission webhook ${quoted} denied the request`;
  const code = reviewed.code === undefined ? 403 : Math.max(reviewed.code, 400);
  return { code, reason: reasonOf(code), message: reviewed.message ? `${deniedBy}: ${reviewed.message}` : `${deniedBy} without explanation` };
}

function reasonOf(code: number): string {
  return { 400: 'BadRequest', 403: 'Forbidden', 409: 'Conflict', 422: 'Invalid', 429: 'TooManyRequests' }[code] ?? 'Unknown';
}
