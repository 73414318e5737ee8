import type * as z from 'zod';
import { enumeration, flag, int32, int64, intOrString, json, list, struct, text } from './build.ts';
import { resourceListSchema } from './quantities.ts';

/** k8s.io/api core/v1/types.go: a container of a pod. */
export const httpGetSchema = struct('v1.HTTPGetAction', { port: intOrString }, { path: text, host: text, scheme: enumeration<'HTTP' | 'HTTPS'>('v1.URIScheme'), httpHeaders: list(struct('v1.HTTPHeader', { name: text, value: text }, {})) });

const handlers = {
  exec: struct('v1.ExecAction', {}, { command: list(text) }),
  httpGet: httpGetSchema,
  tcpSocket: struct('v1.TCPSocketAction', { port: intOrString }, { host: text }),
};

export const lifecycleHandlerSchema = struct('v1.LifecycleHandler', {}, { ...handlers, sleep: struct('v1.SleepAction', { seconds: int64 }, {}) });
export type LifecycleHandler = z.output<typeof lifecycleHandlerSchema>;

export const probeSchema = struct(
  'v1.Probe',
  {},
  { ...handlers, grpc: struct('v1.GRPCAction', { port: int32 }, { service: text }), initialDelaySeconds: int32, timeoutSeconds: int32, periodSeconds: int32, successThreshold: int32, failureThreshold: int32, terminationGracePeriodSeconds: int64 },
);
export type Probe = z.output<typeof probeSchema>;

export type Protocol = 'TCP' | 'UDP' | 'SCTP';
export const protocolSchema = enumeration<Protocol>('v1.Protocol');

export const containerPortSchema = struct('v1.ContainerPort', { containerPort: int32 }, { name: text, hostPort: int32, hostIP: text, protocol: protocolSchema });
export type ContainerPort = z.output<typeof containerPortSchema>;

const fieldRef = struct('v1.ObjectFieldSelector', { fieldPath: text }, { apiVersion: text });
const resourceFieldRef = struct('v1.ResourceFieldSelector', { resource: text }, { containerName: text, divisor: json });
const keyRef = (name: string) => struct(name, { key: text }, { name: text, optional: flag });
const valueFrom = struct('v1.EnvVarSource', {}, { fieldRef, resourceFieldRef, configMapKeyRef: keyRef('v1.ConfigMapKeySelector'), secretKeyRef: keyRef('v1.SecretKeySelector') });
const sourceRef = (name: string) => struct(name, {}, { name: text, optional: flag });

export const envVarSchema = struct('v1.EnvVar', { name: text }, { value: text, valueFrom });
export type EnvVar = z.output<typeof envVarSchema>;

export const envFromSchema = struct('v1.EnvFromSource', {}, { prefix: text, configMapRef: sourceRef('v1.ConfigMapEnvSource'), secretRef: sourceRef('v1.SecretEnvSource') });

export const volumeMountSchema = struct('v1.VolumeMount', { name: text, mountPath: text }, { readOnly: flag, subPath: text, subPathExpr: text, mountPropagation: text });
export type VolumeMount = z.output<typeof volumeMountSchema>;

export const resourceRequirementsSchema = struct('v1.ResourceRequirements', {}, { limits: resourceListSchema, requests: resourceListSchema });
export type ResourceRequirements = z.output<typeof resourceRequirementsSchema>;

export const containerSchema = struct(
  'v1.Container',
  { name: text },
  {
    image: text,
    command: list(text),
    args: list(text),
    workingDir: text,
    ports: list(containerPortSchema),
    envFrom: list(envFromSchema),
    env: list(envVarSchema),
    resources: resourceRequirementsSchema,
    restartPolicy: enumeration<'Always' | 'Never' | 'OnFailure'>('v1.ContainerRestartPolicy'),
    volumeMounts: list(volumeMountSchema),
    volumeDevices: list(struct('v1.VolumeDevice', { name: text, devicePath: text }, {})),
    livenessProbe: probeSchema,
    readinessProbe: probeSchema,
    startupProbe: probeSchema,
    lifecycle: struct('v1.Lifecycle', {}, { postStart: lifecycleHandlerSchema, preStop: lifecycleHandlerSchema, stopSignal: text }),
    terminationMessagePath: text,
    terminationMessagePolicy: enumeration<'File' | 'FallbackToLogsOnError'>('v1.TerminationMessagePolicy'),
    imagePullPolicy: enumeration<'Always' | 'Never' | 'IfNotPresent'>('v1.PullPolicy'),
    securityContext: struct('v1.SecurityContext', {}, { privileged: flag, runAsNonRoot: flag, runAsUser: int64 }),
    stdin: flag,
    tty: flag,
  },
);
export type Container = z.output<typeof containerSchema>;
