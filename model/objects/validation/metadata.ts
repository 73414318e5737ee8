import type { Labels, ObjectMeta } from '../schema/metadata.ts';
import { dns1035Label, dns1123Label, dns1123Subdomain, labelValue, pathSegmentName, qualifiedName } from './formats.ts';
import type { FieldErrors } from './fieldError.ts';
import type { Path } from './path.ts';

const mostAnnotationBytes = 262_144;

/** How a kind's objects may be called; most are subdomains (each resource's ValidateName). */
export function nameFormatOf(kind: string): (name: string) => readonly string[] {
  switch (kind) {
    case 'Namespace':
      return dns1123Label;
    case 'Service':
      return dns1035Label;
    case 'Role':
    case 'ClusterRole':
    case 'RoleBinding':
    case 'ClusterRoleBinding':
      return pathSegmentName;
    default:
      return dns1123Subdomain;
  }
}

/** apimachinery pkg/api/validation/objectmeta.go ValidateObjectMetaAccessor */
export function checkObjectMeta(errors: FieldErrors, path: Path, meta: ObjectMeta, namespaced: boolean, nameFormat: (name: string) => readonly string[]): void {
  const { name, generateName = '', namespace = '' } = meta;
  // The suffix will make a trailing dash good.
  if (generateName !== '') errors.invalidEach(path.child('generateName'), generateName, nameFormat(generateName.replace(/-+$/, '') || generateName));
  if (name === '') {
    if (generateName === '') errors.required(path.child('name'), 'name or generateName is required');
  } else errors.invalidEach(path.child('name'), name, nameFormat(name));
  if (namespaced && namespace === '') errors.required(path.child('namespace'));
  else if (namespaced) errors.invalidEach(path.child('namespace'), namespace, dns1123Label(namespace));
  else if (namespace !== '') errors.forbidden(path.child('namespace'), 'not allowed on this type');
  checkLabels(errors, path.child('labels'), meta.labels);
  checkAnnotations(errors, path.child('annotations'), meta.annotations);
  checkOwnerReferences(errors, path.child('ownerReferences'), meta);
  for (const [index, finalizer] of (meta.finalizers ?? []).entries()) errors.invalidEach(path.child('finalizers').index(index), finalizer, qualifiedName(finalizer));
}

export function checkLabels(errors: FieldErrors, path: Path, labels: Labels | undefined): void {
  for (const [key, value] of Object.entries(labels ?? {})) {
    errors.invalidEach(path, key, qualifiedName(key));
    errors.invalidEach(path, value, labelValue(value));
  }
}

export function checkAnnotations(errors: FieldErrors, path: Path, annotations: Labels | undefined): void {
  let bytes = 0;
  for (const [key, value] of Object.entries(annotations ?? {})) {
    errors.invalidEach(path, key, qualifiedName(key.toLowerCase()));
    bytes += key.length + value.length;
  }
  if (bytes > mostAnnotationBytes) errors.tooLong(path, mostAnnotationBytes);
}

function checkOwnerReferences(errors: FieldErrors, path: Path, { ownerReferences = [] }: ObjectMeta): void {
  for (const [index, reference] of ownerReferences.entries()) {
    for (const field of ['apiVersion', 'kind', 'name', 'uid'] as const) {
      if (reference[field] === '') errors.invalid(path.index(index).child(field), '', field === 'apiVersion' ? 'version must not be empty' : 'must not be empty');
    }
  }
  const [first, second] = ownerReferences.filter((reference) => reference.controller === true);
  if (first !== undefined && second !== undefined) {
    errors.invalid(path, ownerReferences, `Only one reference can have Controller set to true. Found "true" in references for ${first.name} and ${second.name}`);
  }
}
