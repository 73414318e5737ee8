import type { GuardTable } from '../../../kernel/component.ts';
import { authenticationGuards } from './authentication.ts';
import { authorizationGuards } from './authorization.ts';
import { pluginGuards } from './chain.ts';
import { quotaGuards } from './quota/guards.ts';
import { webhookGuards } from './webhooks/guards.ts';

/** Every guard on the way from authentication to quota. */
export const admissionGuards: GuardTable = { ...authenticationGuards, ...authorizationGuards, ...pluginGuards, ...webhookGuards, ...quotaGuards };
