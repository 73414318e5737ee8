import type { GuardTable } from '../../kernel/component.ts';
import type { Json } from '../../kernel/json.ts';
import type { Step } from '../../kernel/step.ts';
import type { KubernetesObject } from '../../objects/index.ts';
import type { InformerEvent } from '../client/informer.ts';
import type { ApiReply, NewRequest } from '../client/protocol.ts';

/**
 * A level-triggered controller: events of its informers put keys into a work queue; one worker takes a key
 * at a time and brings the world closer to what is desired, request by request. Between any two requests the
 * caches may change and the process may crash, as in client-go.
 */
export interface Controller {
  readonly name: string;
  /** The resources whose caches it reads; shared with the other controllers of its process. */
  readonly watches: readonly string[];
  readonly guards?: GuardTable;
  /** Whether keys are taken in any order, as where several workers share a queue; in the order in which they came when absent. */
  readonly anyOrder?: true;
  /** Keys to reconcile because of an event. May also keep state of its own (`step.own`), such as expectations. */
  onEvent(step: ControllerStep, event: InformerEvent): readonly string[];
  /** Keys to reconcile because a component (a kubelet, say) has been silent for too long; none = it does not care. */
  onSilence?(step: ControllerStep, of: string): readonly string[];
  /** The time of a key that was to be looked at later has come. */
  onLater?(step: ControllerStep, key: string): void;
  /**
   * One piece of a reconciliation. Called first without memory, then for every reply.
   * Requests of one answer are under way together; the next call comes with each reply as it arrives.
   */
  sync(step: ControllerStep, key: string, progress?: Progress): SyncResult;
}

export interface Progress {
  /** What the previous piece returned as `wait`. */
  readonly memory: Json;
  readonly tag: string;
  readonly reply: ApiReply;
  /** How many other requests of this reconciliation are still unanswered. */
  readonly unanswered: number;
}

export type SyncResult =
  /** Nothing more to do for this key now. */
  | { readonly done: true }
  /** It failed: try the key again after a back-off. */
  | { readonly retry: true }
  /** Nothing to do yet: look at the key again when a time of the controller's has passed (AddAfter). */
  | { readonly later: true }
  /** Remember this and wait for the replies (of these new requests, and of earlier ones). Tags tell the requests apart. */
  | { readonly wait: Json; readonly requests?: readonly { readonly tag: string; readonly request: NewRequest }[] };

export interface ControllerStep extends Step {
  /** Reads the caches, which may lag behind the store. */
  cached<T extends KubernetesObject>(resource: string, namespace?: string): readonly T[];
  cachedObject<T extends KubernetesObject>(resource: string, namespace: string | undefined, name: string): T | undefined;
  /** State of the controller's own (in memory: lost in a crash). */
  own(name: string): Json | undefined;
  setOwn(name: string, value: Json | undefined): void;
  ownKeys(prefix: string): readonly string[];
}
