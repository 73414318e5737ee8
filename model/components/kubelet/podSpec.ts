import type { Pod } from '../../objects/index.ts';
import type { ContainerContext } from './container.ts';
import { podName } from './parts.ts';

type ContainerSpec = Pod['spec']['containers'][number];

/** A container of the spec with its kind. */
export interface Declared {
  readonly spec: ContainerSpec;
  readonly kind: ContainerContext['kind'];
}

/** Init containers, then containers, in the order of the spec. */
export function declaredContainers(pod: Pod): readonly Declared[] {
  const inits = (pod.spec.initContainers ?? []).map((spec): Declared => ({ spec, kind: spec.restartPolicy === 'Always' ? 'sidecar' : 'init' }));
  return [...inits, ...pod.spec.containers.map((spec): Declared => ({ spec, kind: 'app' }))];
}

/** What a container's machine starts with. */
export function chartInput(pod: Pod, { spec, kind }: Declared) {
  return {
    pod: podName(pod),
    name: spec.name,
    kind,
    policy: restartPolicy(pod, kind),
    deterministic: exitCode(pod, spec.name) !== undefined,
    probes: { startup: spec.startupProbe !== undefined, readiness: spec.readinessProbe !== undefined, liveness: spec.livenessProbe !== undefined },
  } as const;
}

/** An init container that succeeded is not run again, whatever the pod's policy (docs, "Init Containers"). */
function restartPolicy(pod: Pod, kind: ContainerContext['kind']): ContainerContext['policy'] {
  if (kind === 'sidecar') return 'Always';
  const policy = pod.spec.restartPolicy ?? 'Always';
  return kind === 'init' && policy === 'Always' ? 'OnFailure' : policy;
}

/**
 * What a program does cannot be read off its image, so a pod says it in an annotation: `podproof.dev/exits`
 * for all containers that are not init containers, `podproof.dev/exits.<container>` for one: the exit code
 * with which the program ends by itself; without it, it runs until it is stopped. Init containers end with 0.
 */
export function exitCode(pod: Pod, container: string): number | undefined {
  const annotations = pod.metadata.annotations ?? {};
  const init = pod.spec.initContainers?.find((spec) => spec.name === container);
  const general = init === undefined ? annotations['podproof.dev/exits'] : init.restartPolicy === 'Always' ? undefined : '0';
  const code = annotations[`podproof.dev/exits.${container}`] ?? general;
  return code === undefined ? undefined : Number(code);
}

/** `podproof.dev/ignores-sigterm: "true"`: its programs end only on SIGKILL. */
export function ignoresTerm(pod: Pod): boolean {
  return pod.metadata.annotations?.['podproof.dev/ignores-sigterm'] === 'true';
}

/**
 * Volumes that the storage driver has to mount, by claim; emptyDir, configMap, secret and projected volumes
 * are made on the node.
 */
export function claimedVolumes(pod: Pod): readonly string[] {
  const claims = (pod.spec.volumes ?? []).flatMap((volume) => (volume.persistentVolumeClaim === undefined ? [] : [volume.persistentVolumeClaim.claimName]));
  return [...new Set(claims)].map((claim) => `${pod.metadata.namespace ?? 'default'}/${claim}`);
}

/** The default of a missing pull policy (defaults.go SetDefaults_Container). */
export function pullPolicy(spec: ContainerSpec): 'Always' | 'IfNotPresent' | 'Never' {
  const image = spec.image ?? '';
  return spec.imagePullPolicy ?? (/(:latest|\/?[^:@]*)$/.test(image) && !/:(?!latest$)[^/]+$|@/.test(image) ? 'Always' : 'IfNotPresent');
}

/** How long the containers get between SIGTERM and SIGKILL; of a pod that has gone nothing is known but that it gets the least there is. */
export function gracePeriod(pod: Pod | undefined): number {
  return pod?.metadata.deletionGracePeriodSeconds ?? pod?.spec.terminationGracePeriodSeconds ?? leastGrace;
}

export const leastGrace = 1;
