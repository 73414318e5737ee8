import type { GuardTable } from '../../../kernel/component.ts';
import type { Step } from '../../../kernel/step.ts';
import type { KubernetesObject } from '../../../objects/index.ts';
import type { ApiRequest } from '../../client/protocol.ts';

/** What an admission plugin may look at. It reads the API server's own caches, which may lag behind etcd. */
export interface AdmissionContext {
  readonly step: Step;
  readonly request: ApiRequest;
  /** The object as it stands now; of a DELETE, the object to be deleted. */
  readonly object: KubernetesObject;
  /** The stored object, of an update. */
  readonly old?: KubernetesObject;
  cached<T extends KubernetesObject>(resource: string, namespace?: string): readonly T[];
  cachedObject<T extends KubernetesObject>(resource: string, namespace: string | undefined, name: string): T | undefined;
}

export type AdmissionOutcome = { readonly object: KubernetesObject } | { readonly rejection: Rejection };

/** An HTTP failure with Kubernetes' reason. */
export type Rejection = { readonly code: number; readonly reason: string; readonly message: string };

/**
 * A built-in admission plugin. Mutating admission calls `admit` in the order of the plugin list, validating
 * admission calls `validate` (kubernetes pkg/kubeapiserver/options/plugins.go).
 */
export interface AdmissionPlugin {
  readonly name: string;
  readonly guards?: GuardTable;
  admit?(context: AdmissionContext): AdmissionOutcome;
  validate?(context: AdmissionContext): Rejection | undefined;
}
