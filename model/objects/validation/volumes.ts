import type { Volume } from '../schema/volume.ts';
import { dns1123Label } from './formats.ts';
import type { FieldErrors } from './fieldError.ts';
import type { Path } from './path.ts';
import { checkQuantity } from './resources.ts';

/** kubernetes pkg/apis/core/validation/validation.go ValidateVolumes, validateVolumeSource */
export function checkVolumes(errors: FieldErrors, path: Path, volumes: readonly Volume[]): void {
  const names = new Set<string>();
  for (const [index, volume] of volumes.entries()) {
    const at = path.index(index);
    if (volume.name === '') errors.required(at.child('name'));
    else errors.invalidEach(at.child('name'), volume.name, dns1123Label(volume.name));
    if (names.has(volume.name)) errors.duplicate(at.child('name'), volume.name);
    names.add(volume.name);
    checkSource(errors, at, volume);
  }
}

/** Sources that the model does not look into count, too. */
function checkSource(errors: FieldErrors, path: Path, volume: Volume): void {
  const sources = Object.keys(volume).filter((field) => field !== 'name');
  if (sources.length === 0) errors.required(path, 'must specify a volume type');
  for (const extra of sources.slice(1)) errors.forbidden(path.child(extra), 'may not specify more than 1 volume type');
  if (volume.emptyDir?.sizeLimit !== undefined) checkQuantity(errors, path.child('emptyDir', 'sizeLimit'), volume.emptyDir.sizeLimit);
  if (volume.hostPath?.path === '') errors.required(path.child('hostPath', 'path'));
  if (volume.persistentVolumeClaim?.claimName === '') errors.required(path.child('persistentVolumeClaim', 'claimName'));
  if (volume.configMap !== undefined && !volume.configMap.name) errors.required(path.child('configMap', 'name'));
  if (volume.secret !== undefined && !volume.secret.secretName) errors.required(path.child('secret', 'secretName'));
}
