import type { AdmissionContext, Rejection } from '../plugin.ts';
import type { CachedWebhook } from './configuration.ts';

/** A dry run must leave no trace, so a webhook that may leave one is not asked, and the request fails (apiserver webhook/errors/statuserror.go). */
export function dryRunRejection({ request, step }: AdmissionContext, { ref, spec }: CachedWebhook): Rejection | undefined {
  if (request.options?.dryRun !== true) return undefined;
  const harmless = spec.sideEffects === 'None' || spec.sideEffects === 'NoneOnDryRun';
  if (step.check('webhookSupportsDryRun', harmless)) return undefined;
  return { code: 400, reason: 'BadRequest', message: `admission webhook ${JSON.stringify(ref.name)} does not support dry run` };
}
