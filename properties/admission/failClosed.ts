import { commits, keyIn, monitor, without, wrong } from '../cluster.ts';
import { followRequests, noRequests, remember, requestBehind, type UnderWay } from '../requests.ts';
import { reviewAnswered, reviewsAsked } from './webhookReviews.ts';

/** Webhooks with failurePolicy Fail that were asked about a request, by index, and those of them that did not answer. */
type Asked = { readonly asked: { readonly [index: string]: string }; readonly silent: readonly string[] };

/** P09. A policy that must be asked is not skipped because it is down. */
export const failClosed = monitor<UnderWay<Asked>>({
  name: 'fail-closed',
  statement: 'A request is not stored when a webhook with failurePolicy Fail could not be asked about it.',
  promise: 'P09',
  source: 'Dynamic Admission Control, "Failure policy"; apiserver pkg/admission/plugin/webhook/mutating/dispatcher.go',
  initial: noRequests,
  judge(before, happening, shape) {
    let underWay = before;
    for (const { request, index, webhook, failurePolicy } of reviewsAsked(happening, shape)) {
      if (failurePolicy !== 'Fail' && underWay.requests[request] === undefined) continue;
      const known = underWay.requests[request] ?? { asked: {}, silent: [] };
      // The same webhook is asked anew: its earlier silence no longer counts.
      const silent = known.silent.filter((name) => name !== webhook);
      // The answer to come is of this webhook, of which nothing need be known when it may fail.
      const asked = failurePolicy === 'Fail' ? { ...known.asked, [index]: webhook } : without(known.asked, index);
      underWay = remember(underWay, request, { asked, silent });
    }
    const review = reviewAnswered(happening, shape);
    const known = review && underWay.requests[review.request];
    const webhook = review && known?.asked[review.index];
    if (review?.answer.timedOut && known !== undefined && webhook !== undefined) {
      underWay = remember(underWay, review.request, { ...known, silent: [...new Set([...known.silent, webhook])].sort() });
    }
    const [silent] = underWay.requests[requestBehind(happening, shape) ?? '']?.silent ?? [];
    const [commit] = commits(happening, shape);
    if (commit !== undefined && silent !== undefined) return wrong(`${keyIn(commit.resource, commit.object.metadata)} was stored although the webhook ${silent} (failurePolicy Fail) did not answer`);
    return followRequests(underWay, happening, shape);
  },
  premise: ({ requests }) => Object.keys(requests).length > 0,
});
