import * as fc from 'fast-check';
import type { JsonObject } from '../../model/kernel/index.ts';
import type { ScenarioInput } from '../../model/scenario.ts';
import { sometimes, withoutUndefined, type Unnamed } from './build.ts';
import { images, watched } from './vocabulary.ts';

type Behaviour = NonNullable<ScenarioInput['webhooks']>[number]['behaviour'];

/** A webhook: its configuration, and how it answers. */
export interface Webhook {
  readonly configuration: JsonObject;
  readonly name: string;
  readonly behaviour: Behaviour;
}

const allow: Behaviour = { allow: true };
const deny: Behaviour = { deny: 'not in this cluster' };
const patch: Behaviour = { patch: { metadata: { labels: { 'example.com/seen': 'yes' } } } };
const inject: Behaviour = { inject: { name: 'sidecar', image: images[1] } };

const behaviours = { Validating: [allow, deny], Mutating: [allow, patch, inject, deny] } as const;

/** Asked about every new pod; some care only for those with the label that is watched. */
export function webhookArbitrary(kind: 'Mutating' | 'Validating', name: string): fc.Arbitrary<Webhook> {
  return unnamedWebhook(kind).map((make) => make(name));
}

export function unnamedWebhook(kind: 'Mutating' | 'Validating'): Unnamed<Webhook> {
  return fc
    .record({ behaviour: fc.constantFrom(...behaviours[kind]), when: sometimes(fc.constant(watched), 5), failurePolicy: fc.constantFrom('Fail', 'Ignore'), reinvocationPolicy: sometimes(fc.constant('IfNeeded')) })
    .map(({ behaviour, when, failurePolicy, reinvocationPolicy }) => (name) => ({
      name,
      behaviour: when === undefined ? behaviour : { ...behaviour, when },
      configuration: {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: `${kind}WebhookConfiguration`,
        metadata: { name },
        webhooks: [
          withoutUndefined({
            name,
            rules: [{ operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] }],
            clientConfig: { service: { namespace: 'kube-system', name: 'webhook' } },
            admissionReviewVersions: ['v1'],
            sideEffects: 'None',
            failurePolicy,
            reinvocationPolicy: kind === 'Mutating' ? reinvocationPolicy : undefined,
          }),
        ],
      },
    }));
}
