import type { Happening } from '../../model/kernel/index.ts';
import type { ClusterShape } from '../../model/cluster/shape.ts';
import { isReview, isReviewed, type Reviewed, type WebhookRef } from '../../model/components/apiserver/admission/index.ts';
import { requestBehind } from '../requests.ts';

/** A question to an admission webhook about a request. */
export interface ReviewAsked {
  readonly request: string;
  /** Empty for a mutating webhook, of which one is asked at a time; the number of a validating one. */
  readonly index: string;
  readonly webhook: string;
  /** The configuration that names it. */
  readonly configuration: string;
  readonly failurePolicy: WebhookRef['failurePolicy'];
  readonly reinvocationPolicy: WebhookRef['reinvocationPolicy'];
}

/** The questions that an API server sends in this action. */
export function reviewsAsked(happening: Happening, shape: ClusterShape): readonly ReviewAsked[] {
  if (happening.kind !== 'reaction' || !shape.apiservers.includes(happening.component)) return [];
  return (happening.reaction.send ?? []).flatMap(({ message }) => {
    if (!isReview(message)) return [];
    const { part, index } = parse(message.id);
    const state = happening.reaction.set?.[part] as { readonly round?: { readonly calling?: WebhookRef }; readonly asked?: readonly WebhookRef[] } | undefined;
    const ref = index === '' ? state?.round?.calling : state?.asked?.[Number(index)];
    return [{ request: `${happening.component} ${message.id.split('#')[0] ?? ''}`, index, webhook: message.webhook, configuration: ref?.configuration ?? '', failurePolicy: ref?.failurePolicy ?? 'Ignore', reinvocationPolicy: ref?.reinvocationPolicy ?? 'Never' }];
  });
}

export interface ReviewAnswered {
  readonly request: string;
  readonly index: string;
  readonly answer: Reviewed;
}

/** The answer of a webhook that an API server gets in this action. */
export function reviewAnswered(happening: Happening, shape: ClusterShape): ReviewAnswered | undefined {
  const request = requestBehind(happening, shape);
  if (request === undefined || happening.kind !== 'reaction' || happening.input.kind !== 'message' || !isReviewed(happening.input.message)) return undefined;
  return { request, index: parse(happening.input.message.id).index, answer: happening.input.message };
}

/** `0.request/kubectl/0.command#1` */
function parse(id: string): { readonly part: string; readonly index: string } {
  const hash = id.lastIndexOf('#');
  return { part: id.slice(id.indexOf('.') + 1, hash), index: id.slice(hash + 1) };
}
