import type { Json } from '../../kernel/json.ts';
import type { Internal } from '../../kernel/component.ts';

/** A rate-limited work queue and its one worker (client-go util/workqueue): keys are deduplicated, in order. */
export type QueueState = {
  readonly ready: readonly string[];
  /** Whether any key that is ready may be the next one: what several workers take comes in no order. They are then kept sorted. */
  readonly anyOrder?: true;
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

export const emptyQueueInAnyOrder: QueueState = { ...emptyQueue, anyOrder: true };

export function enqueue(queue: QueueState, keys: readonly string[]): QueueState {
  const fresh = [...new Set(keys)].filter((key) => !queue.ready.includes(key));
  if (fresh.length === 0) return queue;
  const ready = [...queue.ready, ...fresh];
  return { ...queue, ready: queue.anyOrder ? ready.sort() : ready, later: queue.later.filter((key) => !fresh.includes(key)) };
}

/** The worker takes a key that may be the next one. @returns undefined when it may not */
export function take(queue: QueueState, key: string): QueueState | undefined {
  return nextKeys(queue).includes(key) ? { ...queue, ready: queue.ready.filter((other) => other !== key) } : undefined;
}

function nextKeys({ ready, anyOrder, active }: QueueState): readonly string[] {
  if (active !== undefined) return [];
  return anyOrder ? ready : ready.slice(0, 1);
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
  return [
    ...nextKeys(queue).map((next) => ({ label: `${controller} reconciles ${next}`, input: { controller, work: 'sync', key: next } })),
    ...queue.later.map((failed) => ({ label: `${controller} tries ${failed} again`, input: { controller, work: 'retry', key: failed }, timer: true })),
  ];
}
