/** The objects of the Kubernetes API: their shapes, how they are read, defaulted and checked. */
export * from './schema/index.ts';
export { isKind, schemas, type Kind, type KubernetesObject, type ObjectOf } from './kinds.ts';
export { findResource, groupOf, isNamespaced, keyFor, keyOf, parseKey, resourceOf, resourceOfKind, resources, type ObjectKey, type Resource } from './resources.ts';
export { canonicalQuantity, formatQuantity, isQuantity, parseQuantity, type Quantity, type QuantityFormat } from './quantity.ts';
export { addQuantities, compareQuantities, maxQuantity, quantityNumber, subtractQuantities } from './quantityArithmetic.ts';
export { matchesLabels, matchesLabelSelector, matchesLabelSelector as matchesSelector } from './selectors.ts';
export { matchesNodeSelector, matchesNodeSelectorTerm, matchesRequiredNodeAffinity } from './nodeAffinity.ts';
export { tolerates, untoleratedTaint } from './taints.ts';
export { applyDefaults } from './defaults/index.ts';
export { addResources, fits, insufficientResources, maxResources, podRequests, podTotal, subtractResources } from './resourceLists.ts';
export { qosClassOf } from './qosClass.ts';
export { badRequestMessage, decode, type Decoded, type DecodeError } from './decode.ts';
export { nearMatches } from './nearMatches.ts';
export { validate } from './validation/index.ts';
export { validateUpdate } from './validation/update.ts';
export { invalidStatusMessage, type FieldError, type FieldErrorType } from './validation/fieldError.ts';
