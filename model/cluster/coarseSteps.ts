import { isRequest } from '../components/client/protocol.ts';
import type { IsAtOnce, Json } from '../kernel/index.ts';
import type { Scenario } from '../scenario.ts';

/**
 * What is taken in the step that brings it about, where steps are coarse (`grain` of a scenario): what watches tell, and all that is
 * asked and answered, but for the requests of clients to an API server: those take as long as they like. So a cache is never stale
 * while its watch is open; what stays in any order are requests, work that waits (queues, workers, timers), crashes and restarts, and other faults.
 *
 * An API server serves a request without anything between (admission, etcd, the answer): a crash strikes before it is executed or after it was
 * answered. That an answer is lost after its request was executed is a fault of its own (`replyLost`). Where there are several API servers, a
 * client whose watch broke takes its time: each informer may go on at any of them, which would be too many ways for one step.
 */
export function coarseSteps({ apiservers }: Pick<Scenario, 'apiservers'>): IsAtOnce {
  return ({ kind }, input) => {
    switch (input.kind) {
      case 'entry':
      case 'broken':
        return true;
      case 'internal':
        return kind === 'apiserver' || isOfInformer(input.input, apiservers > 1 ? ['list'] : ['list', 'watch']);
      case 'message':
        return !isRequest(input.message) || input.message.verb === 'list' || input.message.verb === 'watch';
      case 'silence':
        return false;
    }
  };
}

/** A client that lists, or opens a watch again. */
function isOfInformer(input: Json, what: readonly string[]): boolean {
  return typeof input === 'object' && input !== null && 'informer' in input && what.some((each) => each === input['informer']);
}
