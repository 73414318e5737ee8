import type { Container, LifecycleHandler, Probe } from '../schema/container.ts';
import { portName, portNumber } from './formats.ts';
import type { FieldErrors } from './fieldError.ts';
import type { Path } from './path.ts';

type Handler = Pick<Probe, 'exec' | 'httpGet' | 'tcpSocket' | 'grpc'> & Pick<LifecycleHandler, 'sleep'>;

/** kubernetes pkg/apis/core/validation/validation.go validateLivenessProbe, validateReadinessProbe, validateStartupProbe */
export function checkProbes(errors: FieldErrors, path: Path, container: Container, podGraceSeconds: number | undefined): void {
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
    const probe = container[name];
    if (probe === undefined) continue;
    const at = path.child(name);
    checkProbe(errors, at, probe);
    if (name !== 'readinessProbe' && (probe.successThreshold ?? 1) !== 1) errors.invalid(at.child('successThreshold'), probe.successThreshold, 'must be 1');
    const grace = probe.terminationGracePeriodSeconds;
    if (grace === undefined) continue;
    if (name === 'readinessProbe') errors.invalid(at.child('terminationGracePeriodSeconds'), grace, 'must not be set for readinessProbes');
    else if (grace <= 0 && podGraceSeconds !== undefined) errors.invalid(at.child('terminationGracePeriodSeconds'), grace, 'must be greater than 0');
  }
}

export function checkLifecycle(errors: FieldErrors, path: Path, { lifecycle }: Container): void {
  if (lifecycle?.postStart !== undefined) checkHandler(errors, path.child('lifecycle', 'postStart'), lifecycle.postStart);
  if (lifecycle?.preStop !== undefined) checkHandler(errors, path.child('lifecycle', 'preStop'), lifecycle.preStop);
}

function checkProbe(errors: FieldErrors, path: Path, probe: Probe): void {
  checkHandler(errors, path, probe);
  for (const field of ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'] as const) {
    if ((probe[field] ?? 0) < 0) errors.invalid(path.child(field), probe[field], 'must be greater than or equal to 0');
  }
}

/** Exactly one of the handlers. */
function checkHandler(errors: FieldErrors, path: Path, handler: Handler): void {
  const given = (['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const).filter((name) => handler[name] !== undefined);
  if (given.length === 0) errors.required(path, 'must specify a handler type');
  for (const extra of given.slice(1)) errors.forbidden(path.child(extra), 'may not specify more than 1 handler type');
  const [name] = given;
  if (name === 'exec' && (handler.exec?.command ?? []).length === 0) errors.required(path.child('exec', 'command'));
  if (name === 'httpGet' && handler.httpGet !== undefined) {
    const { path: url = '', port, scheme } = handler.httpGet;
    if (url === '') errors.required(path.child('httpGet', 'path'));
    checkPort(errors, path.child('httpGet', 'port'), port);
    if (scheme !== undefined && !['HTTP', 'HTTPS'].includes(scheme)) errors.unsupported(path.child('httpGet', 'scheme'), scheme, ['HTTP', 'HTTPS']);
  }
  if (name === 'tcpSocket' && handler.tcpSocket !== undefined) checkPort(errors, path.child('tcpSocket', 'port'), handler.tcpSocket.port);
  if (name === 'grpc' && handler.grpc !== undefined) checkPort(errors, path.child('grpc', 'port'), handler.grpc.port);
}

/** ValidatePortNumOrName */
export function checkPort(errors: FieldErrors, path: Path, port: number | string): void {
  errors.invalidEach(path, port, typeof port === 'number' ? portNumber(port) : portName(port));
}

