import type { KubernetesObject, OwnerReference } from '../../objects/index.ts';

/** The owner that manages it, if there is one (metav1.GetControllerOf). */
export function controllerOf(object: KubernetesObject): OwnerReference | undefined {
  return (object.metadata.ownerReferences ?? []).find((reference) => reference.controller === true);
}

/** The reference that a controlled object carries (metav1.NewControllerRef). */
export function controllerRef(apiVersion: string, kind: string, owner: KubernetesObject): OwnerReference {
  return { apiVersion, kind, name: owner.metadata.name, uid: owner.metadata.uid ?? '', controller: true, blockOwnerDeletion: true };
}
