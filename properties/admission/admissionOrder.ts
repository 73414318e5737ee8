import { monitor, wrong, Wrong } from '../cluster.ts';
import { followRequests, nameIn, noRequests, remember, requestNotes, type RequestNote, type UnderWay } from '../requests.ts';
import { reviewAnswered, reviewsAsked } from './webhookReviews.ts';

/** The stages of a write, in the order in which every request has to pass them. */
const stages = ['authenticated', 'authorized', 'mutating admission', 'schema validated', 'validating admission', 'quota charged', 'committed'] as const;
type Stage = (typeof stages)[number];

/** Stages that no committed create may lack; quota is charged only where there is one. */
const needed: readonly Stage[] = ['authenticated', 'authorized', 'mutating admission', 'schema validated', 'validating admission'];

/** A generated name that is taken sends the request through name generation and validation again. */
const mayRepeat: readonly Stage[] = ['schema validated', 'validating admission', 'quota charged'];

/** The stages that a create has passed, and the webhooks that have not answered yet. */
type Way = { readonly passed: readonly Stage[]; readonly unanswered: readonly string[] };

const start: Way = { passed: [], unanswered: [] };

/** P07. Who asks, may he, what is it to be, is it well formed, is it allowed: in this order, and only then is it stored. */
export const admissionOrder = monitor<UnderWay<Way>>({
  name: 'admission-order',
  statement: 'A create is authenticated, authorized, mutated, validated and admitted by every webhook that was asked, in this order, before it is stored.',
  promise: 'P07',
  source: 'apiserver endpoints/handlers/create.go, registry/generic/registry/store.go; kubeapiserver/options/plugins.go',
  initial: noRequests,
  judge(before, happening, shape) {
    let underWay = before;
    const review = reviewAnswered(happening, shape);
    const reviewed = review && underWay.requests[review.request];
    if (review !== undefined && reviewed !== undefined) {
      underWay = remember(underWay, review.request, { ...reviewed, unanswered: reviewed.unanswered.filter((index) => index !== review.index) });
    }
    for (const note of requestNotes(happening, shape)) {
      const stage = note.verb === 'create' ? stages.find((one) => one === note.note) : undefined;
      if (stage === undefined) continue;
      const name = nameIn(underWay, note.apiserver, `request/${note.request}`);
      const way = pass(stage === 'authenticated' ? start : (underWay.requests[name] ?? start), stage, note);
      if (way instanceof Wrong) return way;
      underWay = remember(underWay, name, way);
    }
    for (const { request, index } of reviewsAsked(happening, shape)) {
      const way = underWay.requests[request];
      if (way !== undefined) underWay = remember(underWay, request, { ...way, unanswered: [...way.unanswered, index] });
    }
    return followRequests(underWay, happening, shape);
  },
  premise: ({ requests }) => Object.keys(requests).length > 0,
});

function pass({ passed, unanswered }: Way, stage: Stage, { key = 'an object' }: RequestNote): Way | Wrong {
  const later = mayRepeat.includes(stage) ? undefined : passed.find((other) => stages.indexOf(other) > stages.indexOf(stage));
  if (later !== undefined) return wrong(`the create of ${key} was ${stage} after it was ${later}`);
  const isAdmitted = stage === 'validating admission' || stage === 'committed';
  if (isAdmitted && unanswered.length > 0) return wrong(`the create of ${key} went on to be stored while a webhook had not answered yet`);
  const missing = stage === 'committed' ? needed.find((other) => !passed.includes(other)) : undefined;
  if (missing !== undefined) return wrong(`the create of ${key} was committed, and was never ${missing}`);
  return { passed: passed.includes(stage) ? passed : [...passed, stage], unanswered };
}
