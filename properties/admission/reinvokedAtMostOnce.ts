import { monitor, wrong } from '../cluster.ts';
import { followRequests, nameIn, noRequests, remember, requestNotes, type UnderWay } from '../requests.ts';
import { reviewsAsked } from './webhookReviews.ts';

/** How often each mutating webhook was asked about a create, by `configuration/webhook`. */
type Asked = { readonly [webhook: string]: number };

/** P08. Two webhooks that undo what the other does come to an end all the same. */
export const reinvokedAtMostOnce = monitor<UnderWay<Asked>>({
  name: 'reinvoked-at-most-once',
  statement: 'A mutating webhook is asked about a create once, or twice if its reinvocationPolicy is IfNeeded.',
  promise: 'P08',
  source: 'Dynamic Admission Control, "Reinvocation policy"; apiserver pkg/admission/reinvocation.go, plugin/webhook/mutating/dispatcher.go',
  initial: noRequests,
  judge(before, happening, shape) {
    let underWay = before;
    // An update that loses its race goes through mutating admission anew; a create never does.
    for (const { verb, note, apiserver, request } of requestNotes(happening, shape)) {
      if (verb === 'create' && note === 'authenticated') underWay = remember(underWay, nameIn(underWay, apiserver, `request/${request}`), {});
    }
    for (const { request, index, webhook, configuration, reinvocationPolicy } of reviewsAsked(happening, shape)) {
      const asked = underWay.requests[request];
      if (index !== '' || asked === undefined) continue;
      const id = `${configuration}/${webhook}`;
      const times = (asked[id] ?? 0) + 1;
      if (times > 1 && reinvocationPolicy !== 'IfNeeded') return wrong(`the webhook ${webhook} is asked a second time about one create, and its reinvocationPolicy is ${reinvocationPolicy}`);
      if (times > 2) return wrong(`the webhook ${webhook} is asked for the third time about one create`);
      underWay = remember(underWay, request, { ...asked, [id]: times });
    }
    return followRequests(underWay, happening, shape);
  },
});
