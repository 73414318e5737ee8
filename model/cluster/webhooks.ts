import { webhook, type WebhookBehaviour } from '../components/webhook/index.ts';
import type { Component } from '../kernel/index.ts';
import type { KubernetesObject } from '../objects/index.ts';
import type { Scenario } from '../scenario.ts';

/** A server for every webhook that a configuration names; it allows everything unless the scenario says otherwise. */
export function webhooks(scenario: Scenario, objects: readonly KubernetesObject[]): readonly Component[] {
  const applied = scenario.commands.flatMap((command) => ('object' in command ? [command.object as unknown as KubernetesObject] : []));
  const named = new Map<string, 'mutating' | 'validating'>();
  for (const object of [...objects, ...applied]) {
    if (object.kind !== 'MutatingWebhookConfiguration' && object.kind !== 'ValidatingWebhookConfiguration') continue;
    for (const { name } of object.webhooks ?? []) named.set(name, object.kind === 'MutatingWebhookConfiguration' ? 'mutating' : 'validating');
  }
  return [...named].map(([name, kind]) => {
    const behaviour = (scenario.webhooks.find((other) => other.name === name)?.behaviour ?? { allow: true }) as WebhookBehaviour;
    return webhook({ name, kind, behaviour });
  });
}
