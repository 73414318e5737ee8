import { monitor, wrong } from '../cluster.ts';
import { requestNotes } from './requests.ts';

/** The stages of a write, in the order in which every request has to pass them. */
const stages = ['authenticated', 'authorized', 'mutating admission', 'schema validated', 'validating admission', 'quota charged', 'committed'] as const;

/** Stages that no committed create may lack; quota is charged only where there is one. */
const needed = ['authenticated', 'authorized', 'mutating admission', 'schema validated', 'validating admission'] as const;

/** P07. Who asks, may he, what is it to be, is it well formed, is it allowed: in this order, and only then is it stored. */
export const admissionOrder = monitor<{ readonly [request: string]: readonly string[] }>({
  name: 'admission-order',
  statement: 'A create is authenticated, authorized, mutated, validated and admitted, in this order, before it is stored.',
  source: 'apiserver endpoints/handlers/create.go, registry/generic/registry/store.go; kubeapiserver/options/plugins.go',
  initial: {},
  judge(passed, happening, shape) {
    let now = passed;
    for (const { note, request, verb, key } of requestNotes(happening, shape)) {
      if (note === 'rejected') {
        now = without(now, request);
        continue;
      }
      if (verb !== 'create' || !stages.some((stage) => stage === note)) continue;
      const before = note === 'authenticated' ? [] : (now[request] ?? []);
      const later = before.find((stage) => stages.indexOf(stage as (typeof stages)[number]) > stages.indexOf(note as (typeof stages)[number]));
      // A generated name that collides sends the request through name generation and validation again.
      if (later !== undefined && note !== 'schema validated' && note !== 'validating admission' && note !== 'quota charged') {
        return wrong(`the create of ${key ?? 'an object'} was ${note} after it was ${later}`);
      }
      const missing = note === 'committed' ? needed.find((stage) => !before.includes(stage)) : undefined;
      if (missing !== undefined) return wrong(`the create of ${key ?? 'an object'} was committed, and was never ${missing}`);
      now = note === 'committed' ? without(now, request) : { ...now, [request]: [...new Set([...before, note])] };
    }
    return now;
  },
});

function without<Value>(record: { readonly [key: string]: Value }, key: string): { readonly [key: string]: Value } {
  return Object.fromEntries(Object.entries(record).filter(([other]) => other !== key));
}
