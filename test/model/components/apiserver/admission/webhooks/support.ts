import { mutated, nextMutating, reinvocationIsNeeded, startMutating, startReinvocation, type MutatingRound } from '../../../../../../model/components/apiserver/admission/index.ts';
import { answerOf, type WebhookBehaviour } from '../../../../../../model/components/webhook/index.ts';
import type { KubernetesObject, MutatingWebhook } from '../../../../../../model/objects/index.ts';
import { contextOf, defaultNamespace, inStep, object, type Asked, type Setting } from '../support.ts';

/** What of a webhook matters to a test. */
export type Webhook = Partial<MutatingWebhook>;

export const createPods: Webhook['rules'] = [{ operations: ['CREATE'], apiGroups: [''], resources: ['pods'] }];

export function configuration(kind: 'Mutating' | 'Validating', name: string, ...webhooks: readonly Webhook[]): KubernetesObject {
  return object(`${kind}WebhookConfiguration`, name, { webhooks: webhooks.map((webhook) => ({ clientConfig: {}, rules: createPods, ...webhook })) });
}

export type Behaviours = { readonly [webhook: string]: WebhookBehaviour | 'timeout' };

export interface Played {
  /** The webhooks that were called, in order. */
  readonly calls: readonly string[];
  readonly object?: KubernetesObject;
  readonly rejection?: unknown;
  readonly notes: readonly unknown[];
}

/** All of mutating admission by webhooks; `builtIn` stands for the built-in plugins that run again before the second round. */
export function play(asked: Asked, behaviours: Behaviours, setting: Setting & { readonly builtIn?: (object: KubernetesObject) => KubernetesObject; readonly maxRounds?: number } = {}): Played {
  const calls: string[] = [];
  const { result, reaction } = inStep((step) => {
    const at = (current: KubernetesObject) => contextOf(step, { ...asked, object: current, cache: [defaultNamespace, ...(asked.cache ?? [])] });
    let current = asked.object;
    let round: MutatingRound = startMutating(at(current));
    for (let rounds = 1; ; rounds++) {
      for (;;) {
        const next = nextMutating(at(current), round);
        if (next.kind === 'rejected') return { rejection: next.rejection };
        round = next.round;
        if (next.kind === 'done') break;
        calls.push(next.call.webhook.name);
        const behaviour = behaviours[next.call.webhook.name] ?? { allow: true };
        const reviewed = behaviour === 'timeout' ? { allowed: false, timedOut: true as const } : answerOf(behaviour, next.call.review.object);
        const after = mutated(at(current), round, reviewed);
        if (after.kind === 'rejected') return { rejection: after.rejection };
        [current, round] = [after.object, after.round];
      }
      if (rounds >= (setting.maxRounds ?? 5) || !reinvocationIsNeeded(at(current), round)) return { object: current };
      const before = current;
      current = setting.builtIn?.(current) ?? current;
      round = startReinvocation(at(current), round, before);
    }
  }, setting);
  return { calls, notes: reaction.notes ?? [], ...result };
}
