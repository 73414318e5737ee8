import type { Json } from '../../kernel/json.ts';
import type { Internal } from '../../kernel/component.ts';

/** A rate-limited work queue and its one worker (client-go util/workqueue): keys are deduplicated, in order. */
export type QueueState = {
  readonly ready: readonly string[];
  /** Keys that come back later: failed ones wait out their back-off, others what their controller asked for. */
  readonly later: readonly string[];
  readonly active?: {
    readonly key: string;
    readonly memory: Json;
    readonly waiting: readonly string[];
    /** Nobody waits for the replies any more, but they are under way: its process was deposed. */
    readonly abandoned?: true;
  };
};

export const emptyQueue: QueueState = { ready: [], later: [] };

export function enqueue(queue: QueueState, keys: readonly string[]): QueueState {
  const fresh = [...new Set(keys)].filter((key) => !queue.ready.includes(key));
  return fresh.length === 0 ? queue : { ...queue, ready: [...queue.ready, ...fresh], later: queue.later.filter((key) => !fresh.includes(key)) };
}

/** The worker takes the first key. */
export function take(queue: QueueState): { readonly queue: QueueState; readonly key: string } | undefined {
  const [key, ...ready] = queue.ready;
  return queue.active === undefined && key !== undefined ? { queue: { ...queue, ready }, key } : undefined;
}

/** The worker is done with its key; one that is to come back does so later, unless it is queued already. */
export function finish(queue: QueueState, key: string, again: boolean): QueueState {
  const { active: _, ...idle } = queue;
  if (!again || queue.ready.includes(key)) return idle;
  return { ...idle, later: [...queue.later.filter((other) => other !== key), key].sort() };
}

export function queueInternals(part: Json, key: string): readonly Internal[] {
  if (!key.startsWith('queue/')) return [];
  const controller = key.slice('queue/'.length);
  const queue = part as QueueState;
  const head = queue.ready[0];
  return [
    ...(queue.active === undefined && head !== undefined ? [{ label: `${controller} reconciles ${head}`, input: { controller, work: 'sync' } }] : []),
    ...queue.later.map((failed) => ({ label: `${controller} tries ${failed} again`, input: { controller, work: 'retry', key: failed }, timer: true })),
  ];
}
