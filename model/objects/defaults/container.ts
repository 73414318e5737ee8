import type { Container, LifecycleHandler, Probe } from '../schema/container.ts';
import { change, fill, fillZeros } from './fill.ts';

/** kubernetes pkg/apis/core/v1/defaults.go SetDefaults_Container, and what a container contains. */
export function defaultContainer(container: Container): Container {
  let result = fill(container, { imagePullPolicy: pullPolicyOf(container.image ?? ''), terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' });
  result = change(result, 'ports', (ports) => ports.map((port) => fill(port, { protocol: 'TCP' })));
  result = change(result, 'livenessProbe', defaultProbe);
  result = change(result, 'readinessProbe', defaultProbe);
  result = change(result, 'startupProbe', defaultProbe);
  result = change(result, 'lifecycle', (lifecycle) => change(change(lifecycle, 'postStart', defaultHandler), 'preStop', defaultHandler));
  return change(result, 'env', (env) => env.map((variable) => change(variable, 'valueFrom', (from) => change(from, 'fieldRef', (ref) => fill(ref, { apiVersion: 'v1' })))));
}

/** `Always` for the tag latest, which an image without tag and digest has too. */
export function pullPolicyOf(image: string): 'Always' | 'IfNotPresent' {
  const [name = '', digest] = image.split('@');
  const tag = /:([^/]*)$/.exec(name)?.[1];
  const isLatest = tag === 'latest' || (tag === undefined && digest === undefined && image !== '');
  return isLatest ? 'Always' : 'IfNotPresent';
}

export function defaultProbe(probe: Probe): Probe {
  const timed = fillZeros(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
  return change(defaultHandler(timed), 'grpc', (grpc) => (grpc.service === undefined ? { ...grpc, service: '' } : grpc));
}

function defaultHandler<T extends LifecycleHandler>(handler: T): T {
  const { httpGet } = handler;
  return httpGet === undefined ? handler : { ...handler, httpGet: fill(httpGet, { path: '/', scheme: 'HTTP' }) };
}

/** Limits are requests, too, where no request says otherwise (SetDefaults_Pod). */
export function defaultRequests(container: Container): Container {
  const { limits, requests } = container.resources ?? {};
  return limits === undefined ? container : { ...container, resources: { ...container.resources, requests: { ...limits, ...requests } } };
}
