import * as fc from 'fast-check';
import type { JsonObject } from '../../model/kernel/index.ts';
import { object, sometimes } from './build.ts';
import { cpus, images, memories } from './vocabulary.ts';

const httpGet = fc.constant({ httpGet: { port: 8080, path: '/healthz' } });

/** Liveness and startup probes must succeed once only; how often a probe may fail is small, so that runs get there. */
const probe = (name: 'livenessProbe' | 'readinessProbe' | 'startupProbe'): fc.Arbitrary<JsonObject> =>
  fc.tuple(httpGet, object({ failureThreshold: sometimes(fc.constantFrom(1, 2)), successThreshold: name === 'readinessProbe' ? sometimes(fc.constantFrom(1, 2)) : fc.constant(undefined) })).map(([handler, thresholds]) => ({ ...handler, ...thresholds }));

const resourceList = object({ cpu: sometimes(fc.constantFrom(...cpus), 7), memory: sometimes(fc.constantFrom(...memories), 3) });

/** Requests, or limits, which then are requests too; never requests above limits. */
export const resourcesArbitrary: fc.Arbitrary<JsonObject> = fc.oneof(
  { withCrossShrink: true },
  { arbitrary: resourceList.map((requests) => ({ requests })), weight: 3 },
  { arbitrary: resourceList.map((limits) => ({ limits })), weight: 1 },
);

export interface ContainerOptions {
  /** Probes tell whether a container runs well: init containers have none. */
  readonly probes?: boolean;
}

export function containerArbitrary(name: string, { probes = true }: ContainerOptions = {}): fc.Arbitrary<JsonObject> {
  const never = fc.constant(undefined);
  return object({
    name: fc.constant(name),
    image: fc.constantFrom(...images),
    resources: sometimes(resourcesArbitrary, 5),
    imagePullPolicy: sometimes(fc.constantFrom('IfNotPresent', 'Always'), 1),
    readinessProbe: probes ? sometimes(probe('readinessProbe')) : never,
    livenessProbe: probes ? sometimes(probe('livenessProbe'), 1) : never,
    startupProbe: probes ? sometimes(probe('startupProbe'), 1) : never,
  });
}
