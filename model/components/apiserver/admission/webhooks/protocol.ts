import type { Json, JsonObject } from '../../../../kernel/json.ts';
import type { Operation } from '../plugin.ts';

/** What the API server asks a webhook (an AdmissionReview request, without its encoding). */
export type Review = {
  readonly type: 'review';
  readonly id: string;
  /** The webhook's name in its configuration, such as `sidecar.example.com`. */
  readonly webhook: string;
  readonly kind: WebhookKind;
  readonly operation: Operation;
  readonly resource: string;
  readonly object: JsonObject;
  readonly oldObject?: JsonObject;
};

export type WebhookKind = 'mutating' | 'validating';

/** The webhook's answer; `timedOut` = none came in time, or it could not be reached. */
export type Reviewed = {
  readonly type: 'reviewed';
  readonly id: string;
  readonly allowed: boolean;
  /** A merge patch (RFC 7386) stands for the JSON patch of the real protocol. */
  readonly patch?: JsonObject;
  readonly message?: string;
  /** HTTP code of a denial. */
  readonly code?: number;
  readonly timedOut?: true;
};

export function isReviewed(message: Json): message is Reviewed {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'reviewed';
}

export function isReview(message: Json): message is Review {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'review';
}

/** The component that serves a webhook. */
export function webhookComponent(webhook: string): string {
  return `webhook-${webhook}`;
}
