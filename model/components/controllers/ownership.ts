import type { JsonObject } from '../../kernel/json.ts';
import type { KubernetesObject } from '../../objects/index.ts';

/** An entry of `metadata.ownerReferences`. */
export type OwnerReference = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
};

/** An object that controls others, with what its references need to say. */
export type Owner = KubernetesObject & { readonly metadata: { readonly name: string; readonly uid?: string } };

export function ownerReferencesOf(object: KubernetesObject): readonly OwnerReference[] {
  return (object.metadata as { readonly ownerReferences?: readonly OwnerReference[] }).ownerReferences ?? [];
}

/** The owner that manages it, if there is one (metav1.GetControllerOf). */
export function controllerOf(object: KubernetesObject): OwnerReference | undefined {
  return ownerReferencesOf(object).find((reference) => reference.controller === true);
}

/** The reference that a controlled object carries (metav1.NewControllerRef). */
export function controllerRef(apiVersion: string, kind: string, owner: Owner): OwnerReference & JsonObject {
  return { apiVersion, kind, name: owner.metadata.name, uid: String(owner.metadata.uid ?? ''), controller: true, blockOwnerDeletion: true };
}
