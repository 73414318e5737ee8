import { canonicalText } from '../../../kernel/canonical.ts';
import { fnv1a } from '../../../kernel/fnv.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import type { Deployment, ReplicaSet } from '../../../objects/index.ts';
import { controllerRef } from '../ownership.ts';
import type { Limits } from './sizes.ts';

/** The label that tells the ReplicaSets (and pods) of a Deployment apart. */
export const hashLabel = 'pod-template-hash';

export const annotation = {
  revision: 'deployment.kubernetes.io/revision',
  desired: 'deployment.kubernetes.io/desired-replicas',
  max: 'deployment.kubernetes.io/max-replicas',
} as const;

/** Whether a ReplicaSet has the Deployment's template, the hash aside (EqualIgnoreHash). */
export function hasTemplate(replicaSet: ReplicaSet, deployment: Deployment): boolean {
  return templateText(replicaSet.spec.template) === templateText(deployment.spec.template);
}

function templateText(template: JsonObject): string {
  const metadata = (template['metadata'] ?? {}) as JsonObject;
  const { [hashLabel]: _, ...labels } = (metadata['labels'] ?? {}) as JsonObject;
  return canonicalText({ ...template, metadata: { ...metadata, labels } }, 'a pod template');
}

/**
 * A short name of a template: FNV-1a in the letters that Kubernetes uses for it (controller_utils.go,
 * ComputeHash; apimachinery rand.SafeEncodeString). The text that is hashed is ours, so that the digits differ
 * from those of a real cluster.
 */
export function templateHash(template: JsonObject, collisionCount: number): string {
  const text = templateText(template) + (collisionCount > 0 ? `#${collisionCount}` : '');
  return String(fnv1a(text)).replace(/\d/g, (digit) => alphabet[digit.charCodeAt(0) % alphabet.length] ?? '');
}

const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

export function nameOfNew(deployment: Deployment): string {
  return `${String(deployment.metadata.name)}-${hashOf(deployment)}`;
}

function hashOf(deployment: Deployment): string {
  return templateHash(deployment.spec.template, Number(deployment.status?.collisionCount ?? 0));
}

/** The ReplicaSet to create (sync.go, getNewReplicaSet). */
export function newReplicaSet(deployment: Deployment, replicas: number, revision: number, limits: Limits): JsonObject {
  const hash = hashOf(deployment);
  const template = deployment.spec.template as JsonObject;
  const metadata = (template['metadata'] ?? {}) as JsonObject;
  const labels = { ...(metadata['labels'] as JsonObject | undefined), [hashLabel]: hash };
  const selector = deployment.spec.selector as JsonObject;
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: nameOfNew(deployment),
      ...(deployment.metadata.namespace !== undefined && { namespace: deployment.metadata.namespace }),
      labels,
      annotations: { [annotation.revision]: String(revision), ...sizeAnnotations(limits) },
      ownerReferences: [controllerRef('apps/v1', 'Deployment', deployment)],
    },
    spec: {
      replicas,
      ...(deployment.spec.minReadySeconds !== undefined && { minReadySeconds: deployment.spec.minReadySeconds }),
      selector: { ...selector, matchLabels: { ...(selector['matchLabels'] as JsonObject | undefined), [hashLabel]: hash } },
      template: { ...template, metadata: { ...metadata, labels } },
    },
  };
}

export function sizeAnnotations({ replicas, maxSurge }: Limits): { readonly [name: string]: string } {
  return { [annotation.desired]: String(replicas), [annotation.max]: String(replicas + maxSurge) };
}

export function revisionOf(replicaSet: ReplicaSet): number {
  return numberIn(replicaSet, annotation.revision) ?? 0;
}

export function numberIn(replicaSet: ReplicaSet, name: string): number | undefined {
  const text = replicaSet.metadata.annotations?.[name];
  return text === undefined || Number.isNaN(Number(text)) ? undefined : Number(text);
}
