import type { Json, JsonObject } from '../../kernel/json.ts';
import type { ChartState } from '../../kernel/statechart.ts';
import type { KubernetesObject } from '../../objects/index.ts';
import { describeRequest, type ApiReply, type ApiRequest } from '../client/protocol.ts';
import type { LiveObjects, MutatingRound, Rejection, UserInfo, WebhookRef } from './admission/index.ts';
import type { requestMachine } from './requestMachine.ts';

/** A request in process: where it is on its way (the machine's snapshot), and what it carries. One part each. */
export type RequestState = ChartState & {
  readonly value: StateName;
  readonly client: string;
  readonly request: ApiRequest;
  readonly user?: UserInfo;
  /** The key in etcd of what it is about. */
  readonly key?: string;
  /** The stored object that it is decided on; of a create, none. */
  readonly base?: KubernetesObject;
  /** The object of the request, as far as mutating admission has come with it. */
  readonly object?: KubernetesObject;
  /** Mutating webhooks: how far they are, and what the object was when reinvocation began. */
  readonly round?: MutatingRound;
  readonly before?: KubernetesObject;
  /** What was looked up live in etcd for admission, and the key that is being looked up. */
  readonly live?: LiveObjects;
  readonly lookup?: string;
  /** What schema validation let through: what validating admission sees. */
  readonly prepared?: KubernetesObject;
  /** Validating webhooks, asked in parallel, and which of them have not answered yet. */
  readonly asked?: readonly WebhookRef[];
  readonly unanswered?: readonly number[];
  /** What the first of them that refuses says. */
  readonly refusal?: Rejection;
  readonly plan?: Plan;
  /** What the client will be told if nothing comes in between. */
  readonly answer?: Answer;
};

export type StateName = Extract<keyof (typeof requestMachine)['states'], string>;

/** What is to be done in etcd. `thenRemove`: the object goes at once, because it is marked with grace 0. */
export type Plan =
  | { readonly change: 'create'; readonly object: KubernetesObject }
  | { readonly change: 'put'; readonly object: KubernetesObject; readonly thenRemove?: boolean }
  | { readonly change: 'delete' };

export type Answer = Pick<ApiReply, 'code' | 'reason' | 'message' | 'items' | 'resourceVersion'> & { readonly object?: JsonObject };

export const requestPrefix = 'request/';

export function isRequestState(part: Json, key: string): part is RequestState {
  return key.startsWith(requestPrefix) && typeof part === 'object' && part !== null && 'request' in part;
}

/** `POST pods/web of kubectl`: the same in every run. */
export function describeState(state: RequestState): string {
  return `${describeRequest(state.request)} of ${state.client}`;
}

export function isDryRun(request: ApiRequest): boolean {
  return request.options?.dryRun === true;
}
