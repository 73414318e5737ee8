import { compareQuantities } from '../quantityArithmetic.ts';
import { parseQuantity } from '../quantity.ts';
import type { ResourceRequirements } from '../schema/container.ts';
import type { ResourceList } from '../schema/quantities.ts';
import { qualifiedName } from './formats.ts';
import type { FieldErrors } from './fieldError.ts';
import type { Path } from './path.ts';

const standard = ['cpu', 'memory', 'ephemeral-storage'];

/** kubernetes pkg/apis/core/validation/validation.go ValidateResourceRequirements */
export function checkResources(errors: FieldErrors, path: Path, resources: ResourceRequirements | undefined): void {
  const { limits = {}, requests = {} } = resources ?? {};
  for (const [name, limit] of Object.entries(limits)) {
    checkContainerResource(errors, path.child('limits'), name, limit);
  }
  for (const [name, request] of Object.entries(requests)) {
    const at = path.child('requests');
    checkContainerResource(errors, at, name, request);
    const limit = Object.hasOwn(limits, name) ? limits[name] : undefined;
    if (limit !== undefined && compareQuantities(request, limit) > 0) errors.invalid(at, request, `must be less than or equal to ${name} limit of ${limit}`);
    else if (isExtended(name) && limit !== request) {
      if (limit === undefined) errors.required(path.child('limits'), `Limit must be set for non overcommitable resources`);
      else errors.invalid(at, request, `must be equal to ${name} limit of ${limit}`);
    }
  }
}

function checkContainerResource(errors: FieldErrors, path: Path, name: string, quantity: string): void {
  const at = path.key(name);
  const problems = qualifiedName(name);
  errors.invalidEach(at, name, problems);
  if (problems.length === 0 && !name.includes('/') && !standard.includes(name) && !name.startsWith('hugepages-')) errors.invalid(at, name, 'must be a standard resource for containers');
  checkQuantity(errors, at, quantity);
  if (isExtended(name) && parseQuantity(quantity).nano % 1_000_000_000n !== 0n) errors.invalid(at, quantity, 'must be an integer');
}

export function checkQuantity(errors: FieldErrors, path: Path, quantity: string): void {
  if (compareQuantities(quantity, '0') < 0) errors.invalid(path, quantity, 'must be greater than or equal to 0');
}

export function checkQuantities(errors: FieldErrors, path: Path, list: ResourceList | undefined): void {
  for (const [name, quantity] of Object.entries(list ?? {})) {
    errors.invalidEach(path.key(name), name, qualifiedName(name));
    checkQuantity(errors, path.key(name), quantity);
  }
}

/** Devices and the like, which cannot be shared by halves nor promised twice (helper.IsExtendedResourceName). */
function isExtended(name: string): boolean {
  return name.includes('/') && !name.startsWith('kubernetes.io/') && !name.includes('.kubernetes.io/');
}
