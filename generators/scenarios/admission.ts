import { apply, container, pod, quota, webhook } from './manifests.ts';
import { named } from './named.ts';

const policy = 'policy.example.com';

/** Requests that the API server may refuse. */
export const admissionScenarios = [
  named('quota-exceeded', 'two Pods in a namespace with room for one: the second is refused, however the requests race', {
    objects: [quota('one-pod', { pods: '1' })],
    commands: apply(pod('first'), pod('second')),
  }),
  named('webhook-denies', 'a validating webhook denies privileged Pods: the request fails and nothing of it is stored', {
    objects: [webhook('Validating', policy)],
    webhooks: [{ name: policy, behaviour: { deny: 'privileged containers are not allowed', when: { privileged: 'yes' } } }],
    commands: apply(pod('privileged', { containers: [container({ securityContext: { privileged: true } })] }, { labels: { privileged: 'yes' } }), pod('ordinary')),
  }),
  named('webhook-fails-closed', 'a webhook with failurePolicy Fail does not answer in time: the Pod is refused, not let through', {
    objects: [webhook('Validating', policy)],
    webhooks: [{ name: policy, behaviour: { allow: true } }],
    commands: apply(pod('web')),
    faults: { webhookTimeout: 1, webhookDenial: 1, replyLost: 1 },
  }),
];
