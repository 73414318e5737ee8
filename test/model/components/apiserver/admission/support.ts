import type { Parts, Reaction } from '../../../../../model/kernel/component.ts';
import { reactions, type Step } from '../../../../../model/kernel/step.ts';
import type { ApiRequest } from '../../../../../model/components/client/protocol.ts';
import { admissionGuards, type AdmissionContext, type Caches, type LiveObjects } from '../../../../../model/components/apiserver/admission/index.ts';
import { keyFor, keyOf, type KubernetesObject } from '../../../../../model/objects/index.ts';
import { fakeView } from '../../../../support/parts.ts';

/** Objects as a manifest has them; what matters to a test, and nothing else. */
export function object(kind: string, name: string, rest: { readonly [field: string]: unknown } = {}, namespace?: string): KubernetesObject {
  const { metadata = {}, ...fields } = rest as { readonly metadata?: object };
  return { apiVersion: 'v1', kind, metadata: { name, ...(namespace && { namespace }), ...metadata }, ...fields } as KubernetesObject;
}

export const defaultNamespace = object('Namespace', 'default', { status: { phase: 'Active' } });
export const defaultServiceAccount = object('ServiceAccount', 'default', {}, 'default');

export function pod(name: string, spec: { readonly [field: string]: unknown } = {}, metadata: object = {}): KubernetesObject {
  return object('Pod', name, { metadata, spec: { containers: [{ name: 'web', image: 'nginx' }], ...spec } }, 'default');
}

export function cachesOf(objects: readonly KubernetesObject[]): Caches {
  const byKey = new Map(objects.map((each) => [keyOf(each), each]));
  return {
    cached: <T extends KubernetesObject>(resource: string, namespace?: string) => {
      const prefix = `${resource}/${namespace === undefined ? '' : `${namespace}/`}`;
      return [...byKey.keys()].filter((key) => key.startsWith(prefix)).sort().map((key) => byKey.get(key) as T);
    },
    cachedObject: <T extends KubernetesObject>(resource: string, namespace: string | undefined, name: string) => byKey.get(keyFor(resource, namespace, name)) as T | undefined,
  };
}

export interface Setting {
  readonly parts?: Parts;
  /** Guards replaced. */
  readonly mutants?: { readonly [guard: string]: boolean };
}

/** Runs something that needs a step; guards that are not declared are errors. */
export function inStep<T>(body: (step: Step) => T, { parts = {}, mutants = {} }: Setting = {}): { readonly result: T; readonly reaction: Reaction } {
  let result: T | undefined;
  const check = (guard: string, holds: boolean) => {
    if (!(guard in admissionGuards)) throw new Error(`guard ${guard} is not declared`);
    return mutants[guard] ?? holds;
  };
  const [reaction] = reactions(fakeView(parts), check, (step) => {
    result = body(step);
  });
  return { result: result as T, reaction: reaction ?? {} };
}

export interface Asked {
  readonly request?: Partial<ApiRequest>;
  readonly object: KubernetesObject;
  readonly old?: KubernetesObject;
  readonly cache?: readonly KubernetesObject[];
  readonly live?: LiveObjects;
}

/** A request to create an object (unless it says otherwise) as admission sees it. */
export function contextOf(step: Step, { request, object: asked, old, cache = [defaultNamespace, defaultServiceAccount], live }: Asked): AdmissionContext {
  const full: ApiRequest = { type: 'request', id: '0.test', user: 'kubernetes-admin', verb: 'create', resource: 'pods', namespace: 'default', name: asked.metadata.name, ...request };
  return { step, request: full, object: asked, ...(old && { old }), ...(live && { live }), ...cachesOf(cache) };
}
