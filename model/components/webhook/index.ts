export { webhook, type WebhookConfig } from './webhook.ts';
export { answerOf, type Answer, type WebhookBehaviour } from './behaviour.ts';
