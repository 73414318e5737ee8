import type { Container, ContainerPort } from '../schema/container.ts';
import { dns1123Label, envVarName, portName, portNumber } from './formats.ts';
import type { FieldErrors } from './fieldError.ts';
import type { Path } from './path.ts';
import { checkLifecycle, checkProbes } from './probe.ts';
import { checkResources } from './resources.ts';

export interface ContainerContext {
  readonly volumes: ReadonlySet<string>;
  /** Of the containers seen so far. */
  readonly names: Set<string>;
  readonly podGraceSeconds: number | undefined;
}

const protocols = ['SCTP', 'TCP', 'UDP'];
const pullPolicies = ['Always', 'IfNotPresent', 'Never'];

/** kubernetes pkg/apis/core/validation/validation.go validateContainerCommon, validateContainers */
export function checkContainer(errors: FieldErrors, path: Path, container: Container, context: ContainerContext): void {
  const { name, image = '', imagePullPolicy } = container;
  if (name === '') errors.required(path.child('name'));
  else errors.invalidEach(path.child('name'), name, dns1123Label(name));
  if (name !== '' && context.names.has(name)) errors.duplicate(path.child('name'), name);
  context.names.add(name);
  if (image === '') errors.required(path.child('image'));
  else if (image.trim() !== image) errors.invalid(path.child('image'), image, 'must not have leading or trailing whitespace');
  if (imagePullPolicy !== undefined && !pullPolicies.includes(imagePullPolicy)) errors.unsupported(path.child('imagePullPolicy'), imagePullPolicy, pullPolicies);
  checkPorts(errors, path.child('ports'), container.ports);
  checkEnv(errors, path.child('env'), container);
  checkMounts(errors, path, container, context.volumes);
  checkResources(errors, path.child('resources'), container.resources);
  checkLifecycle(errors, path, container);
  checkProbes(errors, path, container, context.podGraceSeconds);
}

function checkPorts(errors: FieldErrors, path: Path, ports: readonly ContainerPort[] = []): void {
  const names = new Set<string>();
  for (const [index, port] of ports.entries()) {
    const at = path.index(index);
    if (port.name) {
      const problems = portName(port.name);
      errors.invalidEach(at.child('name'), port.name, problems);
      if (problems.length === 0 && names.has(port.name)) errors.duplicate(at.child('name'), port.name);
      names.add(port.name);
    }
    if (port.containerPort === 0) errors.required(at.child('containerPort'));
    else errors.invalidEach(at.child('containerPort'), port.containerPort, portNumber(port.containerPort));
    if (port.hostPort) errors.invalidEach(at.child('hostPort'), port.hostPort, portNumber(port.hostPort));
    if (port.protocol !== undefined && !protocols.includes(port.protocol)) errors.unsupported(at.child('protocol'), port.protocol, protocols);
  }
}

function checkEnv(errors: FieldErrors, path: Path, { env = [] }: Container): void {
  for (const [index, { name, value = '', valueFrom }] of env.entries()) {
    const at = path.index(index);
    if (name === '') errors.required(at.child('name'));
    else errors.invalidEach(at.child('name'), name, envVarName(name));
    if (valueFrom === undefined) continue;
    const sources = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'].filter((source) => Object.hasOwn(valueFrom, source));
    if (sources.length === 0) errors.invalid(at.child('valueFrom'), '', 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`');
    else if (value !== '') errors.invalid(at.child('valueFrom'), '', 'may not be specified when `value` is not empty');
    else if (sources.length > 1) errors.invalid(at.child('valueFrom'), '', 'may not have more than one field specified at a time');
  }
}

function checkMounts(errors: FieldErrors, path: Path, { volumeMounts = [], volumeDevices = [] }: Container, volumes: ReadonlySet<string>): void {
  const places = new Set<string>();
  for (const [index, { name, mountPath }] of volumeMounts.entries()) {
    const at = path.child('volumeMounts').index(index);
    if (name === '') errors.required(at.child('name'));
    else if (!volumes.has(name)) errors.invalid(at.child('name'), name, 'not found');
    if (mountPath === '') errors.required(at.child('mountPath'));
    else if (places.has(mountPath)) errors.invalid(at.child('mountPath'), mountPath, 'must be unique');
    places.add(mountPath);
  }
  for (const [index, { name }] of volumeDevices.entries()) {
    if (!volumes.has(name)) errors.invalid(path.child('volumeDevices').index(index).child('name'), name, 'not found');
  }
}

/** Two ports of a node that are the same (checkHostPortConflicts). */
export function checkHostPorts(errors: FieldErrors, path: Path, containers: readonly Container[]): void {
  const taken = new Set<string>();
  for (const [index, { ports = [] }] of containers.entries()) {
    for (const [each, { hostPort, hostIP = '', protocol = 'TCP' }] of ports.entries()) {
      if (!hostPort) continue;
      const place = `${protocol}/${hostIP}/${hostPort}`;
      if (taken.has(place)) errors.duplicate(path.index(index).child('ports').index(each).child('hostPort'), place);
      taken.add(place);
    }
  }
}
