import * as fc from 'fast-check';

/**
 * The few words that generated objects are made of, so that they meet: selectors find pods, taints find
 * tolerations, requests find nodes that are too small. The first of each is the plainest.
 */
export const images = ['registry.example/web:1', 'registry.example/api:1', 'registry.example/gone:1'] as const;
/** What the registry of a generated scenario may lack. */
export const missableImage = 'registry.example/gone';

export const apps = ['web', 'api'] as const;
export const app: fc.Arbitrary<string> = fc.constantFrom(...apps);

/** A node offers 4 cpus and 8Gi unless it is small. */
export const cpus = ['100m', '1', '3'] as const;
export const memories = ['64Mi', '1Gi', '6Gi'] as const;

export const disk = 'example.com/disk';
export const disks = ['ssd', 'hdd'] as const;
export const zone = 'topology.kubernetes.io/zone';
export const zones = ['a', 'b'] as const;

export const taintKey = 'example.com/dedicated';
export const schedulingGate = 'example.com/quota';
export const readinessGate = 'example.com/registered';
export const priorityClass = 'important';

/** Pods with this label are whom a webhook with `when` is about. */
export const watched = { 'example.com/watched': 'yes' } as const;
