import type { Json } from '../../kernel/json.ts';
import type { Internal } from '../../kernel/component.ts';

/** A rate-limited work queue and its one worker (client-go util/workqueue): keys are deduplicated, in order. */
export type QueueState = {
  readonly ready: readonly string[];
  /** Failed keys, waiting out their back-off. */
  readonly later: readonly string[];
  readonly active?: { readonly key: string; readonly memory: Json; readonly waiting: readonly string[] };
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

/** The worker is done with its key; a failed one comes back after its back-off unless it is queued already. */
export function finish(queue: QueueState, failed: boolean): QueueState {
  const { active, ...idle } = queue;
  if (!failed || active === undefined || queue.ready.includes(active.key)) return idle;
  return { ...idle, later: [...queue.later.filter((key) => key !== active.key), active.key].sort() };
}

export function queueInternals(part: Json, key: string): readonly Internal[] {
  if (!key.startsWith('queue/')) return [];
  const controller = key.slice('queue/'.length);
  const queue = part as QueueState;
  const head = queue.ready[0];
  return [
    ...(queue.active === undefined && head !== undefined ? [{ label: `${controller} reconciles ${head}`, input: { controller, work: 'sync' } }] : []),
    ...queue.later.map((failed) => ({ label: `${controller} retries ${failed}`, input: { controller, work: 'retry', key: failed }, timer: true })),
  ];
}
