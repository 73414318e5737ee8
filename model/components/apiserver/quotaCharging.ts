import type { Step } from '../../kernel/step.ts';
import { quotaWritten, submitToQuota, type QuotaReply, type QuotaTurn } from './admission/index.ts';
import { cachesOf, lifeOf } from './caches.ts';
import { etcdOf, type ApiServerConfig } from './config.ts';
import { Handling, type Actions } from './handling.ts';

const quotaPrefix = 'quota/';

/** Puts the request before the quotas of its namespace; another request's charge may have to be written first. */
export function chargeQuota(handling: Handling, actions: Actions): void {
  const { prepared } = handling.state;
  if (prepared === undefined) return;
  takeTurn(handling.step, handling.config, actions, submitToQuota(handling.context(prepared), handling.name), false);
}

/** Etcd's answer to the write of a quota's status. @returns whether the answer was that */
export function quotaAnswered(step: Step, config: ApiServerConfig, actions: Actions, about: string, reply: QuotaReply): boolean {
  if (!about.startsWith(quotaPrefix)) return false;
  takeTurn(step, config, actions, quotaWritten(step, cachesOf(step), about.slice(quotaPrefix.length), reply), true);
  return true;
}

function takeTurn(step: Step, config: ApiServerConfig, actions: Actions, turn: QuotaTurn, wasWritten: boolean): void {
  if (turn.write !== undefined) {
    const { namespace, ...change } = turn.write;
    step.send(etcdOf(config), { type: 'txn', id: `${lifeOf(step)}.${quotaPrefix}${namespace}`, ...change });
  }
  for (const { id, rejection } of turn.resolved) {
    const waiting = Handling.resume(step, config, actions, id);
    if (waiting === undefined) continue;
    if (rejection !== undefined) {
      waiting.reject(rejection);
      continue;
    }
    if (wasWritten) waiting.note('quota charged', 'the quotas of the namespace are charged');
    waiting.next('charged');
  }
}
