import type * as z from 'zod';
import { enumeration, flag, int32, int64, list, struct, text, time } from './build.ts';
import { conditionSchema } from './metadata.ts';
import { resourceListSchema } from './quantities.ts';
import { resourceRequirementsSchema } from './container.ts';

/** k8s.io/api core/v1/types.go: what the kubelet reports of a pod. */
export type PodPhase = 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';
export type QOSClass = 'Guaranteed' | 'Burstable' | 'BestEffort';

export const containerStateSchema = struct(
  'v1.ContainerState',
  {},
  {
    waiting: struct('v1.ContainerStateWaiting', {}, { reason: text, message: text }),
    running: struct('v1.ContainerStateRunning', {}, { startedAt: time }),
    terminated: struct('v1.ContainerStateTerminated', { exitCode: int32 }, { signal: int32, reason: text, message: text, startedAt: time, finishedAt: time, containerID: text }),
  },
);
export type ContainerState = z.output<typeof containerStateSchema>;

export const containerStatusSchema = struct(
  'v1.ContainerStatus',
  { name: text },
  {
    state: containerStateSchema,
    lastState: containerStateSchema,
    ready: flag,
    restartCount: int32,
    image: text,
    imageID: text,
    containerID: text,
    started: flag,
    allocatedResources: resourceListSchema,
    resources: resourceRequirementsSchema,
  },
);
export type ContainerStatus = z.output<typeof containerStatusSchema>;

export const podStatusSchema = struct(
  'v1.PodStatus',
  {},
  {
    phase: enumeration<PodPhase>('v1.PodPhase'),
    conditions: list(conditionSchema),
    message: text,
    reason: text,
    nominatedNodeName: text,
    hostIP: text,
    hostIPs: list(struct('v1.HostIP', {}, { ip: text })),
    podIP: text,
    podIPs: list(struct('v1.PodIP', {}, { ip: text })),
    startTime: time,
    initContainerStatuses: list(containerStatusSchema),
    containerStatuses: list(containerStatusSchema),
    ephemeralContainerStatuses: list(containerStatusSchema),
    qosClass: enumeration<QOSClass>('v1.PodQOSClass'),
    observedGeneration: int64,
  },
);
export type PodStatus = z.output<typeof podStatusSchema>;
