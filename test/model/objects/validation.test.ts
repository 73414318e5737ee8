import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../model/kernel/json.ts';
import { invalidStatusMessage, validate, type Container, type PodSpec } from '../../../model/objects/index.ts';
import { json, object } from './arbitraries.ts';
import { container, pod, withContainer } from './support.ts';

/** What is wrong, as Kubernetes prints it, without the long-winded explanations of formats. */
function complaints(value: Parameters<typeof validate>[0]): readonly string[] {
  return validate(value).map(({ message }) => message.replace(/(: (?:name part |prefix part )?a? ?(?:lowercase|valid label|DNS-1035|must consist)[^(]*)\(e\.g\. .*$/s, '$1…'));
}

const inPod = (spec: Partial<PodSpec>) => complaints(pod(spec));
const inContainer = (changes: Partial<Container>) => complaints(withContainer(changes));

test('a good pod has no errors', () => {
  expect(validate(pod())).toEqual([]);
});

test('everything is reported at once, and the status says it as kubectl prints it', () => {
  const errors = validate({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [{ name: 'web' }, {}], restartPolicy: 'Sometimes' } });
  expect(errors.map(({ field, type }) => `${field}: ${type}`)).toEqual(['spec.containers[0].image: Required value', 'spec.containers[1].name: Required value', 'spec.containers[1].image: Required value', 'spec.restartPolicy: Unsupported value']);
  expect(invalidStatusMessage('Pod', 'web', errors.slice(0, 1))).toBe('Pod "web" is invalid: spec.containers[0].image: Required value');
  expect(invalidStatusMessage('Deployment', 'web', errors.slice(0, 2), 'apps')).toBe('Deployment.apps "web" is invalid: [spec.containers[0].image: Required value, spec.containers[1].name: Required value]');
});

describe('metadata', () => {
  test.each([
    [{ name: '' }, ['metadata.name: Required value: name or generateName is required']],
    [{ name: '', generateName: 'web-' }, []],
    [{ name: 'Web_1' }, ['metadata.name: Invalid value: "Web_1": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, \'-\' or \'.\', and must start and end with an alphanumeric character …']],
    [{ name: 'a'.repeat(254) }, [`metadata.name: Invalid value: "${'a'.repeat(254)}": must be no more than 253 bytes`]],
    [{ labels: { 'a/b/c': '' } }, ['metadata.labels: Invalid value: "a/b/c": a qualified name must consist of alphanumeric characters, \'-\', \'_\' or \'.\', and must start and end with an alphanumeric character (e.g. \'MyName\',  or \'my.name\',  or \'123-abc\', regex used for validation is \'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]\') with an optional DNS subdomain prefix and \'/\' (e.g. \'example.com/MyName\')']],
    [{ labels: { app: '' }, annotations: { 'example.com/Anything': 'goes here!' } }, []],
    [{ annotations: { a: 'x'.repeat(262_144) } }, ['metadata.annotations: Too long: may not be more than 262144 bytes']],
    [{ ownerReferences: [{ apiVersion: 'v1', kind: 'A', name: 'a', uid: '' }] }, ['metadata.ownerReferences[0].uid: Invalid value: "": must not be empty']],
  ])('%#', (metadata, expected) => {
    expect(complaints(pod({}, metadata))).toEqual(expected);
  });

  test('label values have a format, too', () => {
    expect(validate(pod({}, { labels: { app: '-x' } }))).toMatchObject([{ field: 'metadata.labels', type: 'Invalid value', detail: expect.stringContaining("regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?'") as string }]);
  });

  test('only one owner controls', () => {
    const owner = (name: string) => ({ apiVersion: 'apps/v1', kind: 'ReplicaSet', name, uid: name, controller: true });
    expect(validate(pod({}, { ownerReferences: [owner('a'), owner('b')] }))).toMatchObject([{ field: 'metadata.ownerReferences', detail: 'Only one reference can have Controller set to true. Found "true" in references for a and b' }]);
  });

  test('a node has no namespace, a service\'s name is a DNS-1035 label', () => {
    expect(complaints({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n', namespace: 'a' } })).toEqual(['metadata.namespace: Forbidden: not allowed on this type']);
    expect(complaints({ apiVersion: 'v1', kind: 'Service', metadata: { name: '1a' }, spec: { ports: [{ port: 80 }] } })[0]).toContain('a DNS-1035 label must consist');
  });
});

describe('containers', () => {
  test.each<[string, Partial<Container>, readonly string[]]>([
    ['image', { image: '' }, ['spec.containers[0].image: Required value']],
    ['image with spaces', { image: ' a' }, ['spec.containers[0].image: Invalid value: " a": must not have leading or trailing whitespace']],
    ['pull policy', { imagePullPolicy: 'Sometimes' as never }, ['spec.containers[0].imagePullPolicy: Unsupported value: "Sometimes": supported values: "Always", "IfNotPresent", "Never"']],
    ['ports', { ports: [{ containerPort: 0 }, { containerPort: 70_000 }, { containerPort: 1, protocol: 'tcp' as never }] }, ['spec.containers[0].ports[0].containerPort: Required value', 'spec.containers[0].ports[1].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive', 'spec.containers[0].ports[2].protocol: Unsupported value: "tcp": supported values: "SCTP", "TCP", "UDP"']],
    ['port names', { ports: [{ name: 'http', containerPort: 1 }, { name: 'http', containerPort: 2 }, { name: '80', containerPort: 3 }] }, ['spec.containers[0].ports[1].name: Duplicate value: "http"', 'spec.containers[0].ports[2].name: Invalid value: "80": must contain at least one letter (a-z)']],
    ['host ports', { ports: [{ containerPort: 1, hostPort: 5 }, { containerPort: 2, hostPort: 5 }] }, ['spec.containers[0].ports[1].hostPort: Duplicate value: "TCP//5"']],
    ['mounts', { volumeMounts: [{ name: 'data', mountPath: '/' }] }, ['spec.containers[0].volumeMounts[0].name: Invalid value: "data": not found']],
    ['environment', { env: [{ name: '' }, { name: 'A', value: 'x', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] }, ['spec.containers[0].env[0].name: Required value', 'spec.containers[0].env[1].valueFrom: Invalid value: "": may not be specified when `value` is not empty']],
    ['requests over limits', { resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } }, ['spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1']],
    ['negative requests', { resources: { requests: { cpu: '-1' } } }, ['spec.containers[0].resources.requests[cpu]: Invalid value: "-1": must be greater than or equal to 0']],
    ['unknown resources', { resources: { requests: { cpus: '1' } } }, ['spec.containers[0].resources.requests[cpus]: Invalid value: "cpus": must be a standard resource for containers']],
    ['devices', { resources: { requests: { 'example.com/gpu': '1' } } }, ['spec.containers[0].resources.limits: Required value: Limit must be set for non overcommitable resources']],
    ['half a device', { resources: { limits: { 'example.com/gpu': '500m' } } }, ['spec.containers[0].resources.limits[example.com/gpu]: Invalid value: "500m": must be an integer', 'spec.containers[0].resources.requests[example.com/gpu]: Invalid value: "500m": must be an integer']],
    ['no handler', { readinessProbe: {} }, ['spec.containers[0].readinessProbe: Required value: must specify a handler type']],
    ['two handlers', { livenessProbe: { exec: { command: ['a'] }, tcpSocket: { port: 80 } } }, ['spec.containers[0].livenessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type']],
    ['probe port', { readinessProbe: { tcpSocket: { port: 0 } } }, ['spec.containers[0].readinessProbe.tcpSocket.port: Invalid value: 0: must be between 1 and 65535, inclusive']],
    ['liveness successes', { livenessProbe: { tcpSocket: { port: 80 }, successThreshold: 2 } }, ['spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1']],
    ['restart policy', { restartPolicy: 'Always' }, ['spec.containers[0].restartPolicy: Forbidden: may not be set for non-init containers']],
  ])('%s', (_, changes, expected) => {
    expect(inContainer(changes)).toEqual(expected);
  });

  test('names are unique, those of init containers included', () => {
    expect(inPod({ containers: [container, container], initContainers: [container] })).toEqual(['spec.containers[1].name: Duplicate value: "web"', 'spec.initContainers[0].name: Duplicate value: "web"']);
  });

  test('only a sidecar among the init containers can be probed', () => {
    const probed = { ...container, name: 'init', readinessProbe: { tcpSocket: { port: 80 } } };
    expect(inPod({ initContainers: [probed] })).toEqual(['spec.initContainers[0].readinessProbe: Forbidden: may not be set for init containers without restartPolicy=Always']);
    expect(inPod({ initContainers: [{ ...probed, restartPolicy: 'Always' }] })).toEqual([]);
  });
});

describe('the pod', () => {
  const nodeAffinity = (terms: readonly object[]) => ({ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } } } }) as Partial<PodSpec>;
  const at = 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';

  test.each<[string, Partial<PodSpec>, readonly string[]]>([
    ['needs containers', { containers: [] }, ['spec.containers: Required value']],
    ['restarts by a known policy', { restartPolicy: 'always' as never }, ['spec.restartPolicy: Unsupported value: "always": supported values: "Always", "OnFailure", "Never"']],
    ['has a deadline', { activeDeadlineSeconds: 0 }, ['spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive']],
    ['has volumes of one kind each', { volumes: [{ name: 'a', emptyDir: {}, secret: { secretName: 's' } }, { name: 'a' }] }, ['spec.volumes[0].secret: Forbidden: may not specify more than 1 volume type', 'spec.volumes[1].name: Duplicate value: "a"']],
    ['tolerates by key', { tolerations: [{ key: '', operator: 'Equal' }] }, ['spec.tolerations[0].operator: Invalid value: "Equal": operator must be Exists when `key` is empty, which means "match all values and all keys"']],
    ['tolerates for a time', { tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 3 }] }, ["spec.tolerations[0].effect: Invalid value: \"NoSchedule\": effect must be 'NoExecute' when `tolerationSeconds` is set"]],
    ['tolerates with or without a value', { tolerations: [{ key: 'a', operator: 'Exists', value: 'x' }] }, ['spec.tolerations[0].operator: Invalid value: {"key":"a","operator":"Exists","value":"x"}: value must be empty when `operator` is \'Exists\'']],
    ['tolerates known effects', { tolerations: [{ key: 'a', operator: 'In' as never, effect: 'NoRun' as never }] }, ['spec.tolerations[0].operator: Unsupported value: "In": supported values: "Equal", "Exists"', 'spec.tolerations[0].effect: Unsupported value: "NoRun": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"']],
    ['is spread', { topologySpreadConstraints: [{ maxSkew: 0, topologyKey: '', whenUnsatisfiable: 'Never' as never }] }, ['spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero', 'spec.topologySpreadConstraints[0].topologyKey: Required value: can not be empty', 'spec.topologySpreadConstraints[0].whenUnsatisfiable: Unsupported value: "Never": supported values: "DoNotSchedule", "ScheduleAnyway"']],
    ['waits at gates', { schedulingGates: [{ name: 'example.com/a' }, { name: 'example.com/a' }] }, ['spec.schedulingGates[1]: Duplicate value: "example.com/a"']],
    ['goes to selected nodes', nodeAffinity([]), [`${at}: Required value: must have at least one node selector term`]],
    [
      'goes to nodes with values',
      nodeAffinity([{ matchExpressions: [{ key: 'a', operator: 'In' }, { key: 'a', operator: 'Exists', values: ['b'] }, { key: 'a', operator: 'Gt', values: [] }, { key: 'a', operator: 'Near' }] }]),
      [
        `${at}[0].matchExpressions[0].values: Required value: must be specified when \`operator\` is 'In' or 'NotIn'`,
        `${at}[0].matchExpressions[1].values: Forbidden: may not be specified when \`operator\` is 'Exists' or 'DoesNotExist'`,
        `${at}[0].matchExpressions[2].values: Required value: must be specified single value when \`operator\` is 'Lt' or 'Gt'`,
        `${at}[0].matchExpressions[3].operator: Invalid value: "Near": not a valid selector operator`,
      ],
    ],
    ['goes to nodes by name', nodeAffinity([{ matchFields: [{ key: 'metadata.uid', operator: 'In', values: ['a'] }] }]), [`${at}[0].matchFields[0].key: Invalid value: "metadata.uid": not a valid field selector key`]],
    ['prefers by weight', { affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 101, preference: {} }] } } }, ['spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 101: must be in the range 1-100']],
    ['keeps its distance in a topology', { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: '' }] } } }, ['spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey: Required value: can not be empty']],
  ])('%s', (_, spec, expected) => {
    expect(inPod(spec)).toEqual(expected);
  });
});

describe('workloads', () => {
  const deployment = (spec: JsonObject): JsonObject => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'a' }] } }, ...spec },
  });
  const rolling = (rollingUpdate: JsonObject) => deployment({ strategy: { rollingUpdate } });

  test.each<[string, JsonObject, readonly string[]]>([
    ['a good one', deployment({}), []],
    ['no selector', deployment({ selector: {} }), ['spec.selector: Required value']],
    ['a selector that selects others', deployment({ selector: { matchLabels: { app: 'db' } } }), ['spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`']],
    ['fewer than none', deployment({ replicas: -1 }), ['spec.replicas: Invalid value: -1: must be greater than or equal to 0']],
    ['no room to move', rolling({ maxSurge: 0, maxUnavailable: '0%' }), ['spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "0%": may not be 0 when `maxSurge` is 0']],
    ['neither number nor percentage', rolling({ maxSurge: 'some' }), ["spec.strategy.rollingUpdate.maxSurge: Invalid value: \"some\": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')"]],
    ['more than all', rolling({ maxUnavailable: '101%' }), ['spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "101%": must not be greater than 100%']],
    ['recreated in steps', deployment({ strategy: { type: 'Recreate', rollingUpdate: {} } }), ["spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'"]],
    ['ready after the deadline', deployment({ minReadySeconds: 600 }), ['spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds']],
    ['pods that end', deployment({ template: { metadata: { labels: { app: 'web' } }, spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'a' }] } } }), ['spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"']],
  ])('%s', (_, value, expected) => {
    expect(complaints(value)).toEqual(expected);
  });
});

describe('other kinds', () => {
  const service = (spec: JsonObject): JsonObject => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec });
  const webhook = (changes: JsonObject): JsonObject => ({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'a' },
    webhooks: [{ name: 'check.example.com', clientConfig: { url: 'https://a' }, sideEffects: 'None', admissionReviewVersions: ['v1'], ...changes }],
  });
  const rbac = 'rbac.authorization.k8s.io/v1';

  test.each<[string, JsonObject, readonly string[]]>([
    ['a service without ports', service({}), ['spec.ports: Required value']],
    ['a headless service needs none', service({ clusterIP: 'None' }), []],
    ['ports of one service', service({ ports: [{ port: 80 }, { name: 'a', port: 80 }, { name: 'a', port: 0 }] }), ['spec.ports[0].name: Required value', 'spec.ports[1]: Duplicate value: {"port":80,"protocol":"TCP"}', 'spec.ports[2].name: Duplicate value: "a"', 'spec.ports[2].port: Invalid value: 0: must be between 1 and 65535, inclusive', 'spec.ports[2].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive']],
    ['a webhook\'s name', webhook({ name: 'check' }), ['webhooks[0].name: Invalid value: "check": should be a domain with at least three segments separated by dots']],
    ['a webhook\'s patience', webhook({ timeoutSeconds: 31 }), ['webhooks[0].timeoutSeconds: Invalid value: 31: the timeout value must be between 1 and 30 seconds']],
    ['a webhook\'s side effects', webhook({ sideEffects: null }), ['webhooks[0].sideEffects: Required value: must specify one of None, NoneOnDryRun']],
    ['a webhook\'s failure policy', webhook({ failurePolicy: 'Retry' }), ['webhooks[0].failurePolicy: Unsupported value: "Retry": supported values: "Fail", "Ignore"']],
    ['a webhook\'s address', webhook({ clientConfig: {} }), ['webhooks[0].clientConfig: Required value: exactly one of url or service is required']],
    ['a webhook\'s rules', webhook({ rules: [{ operations: ['CREATE', '*'], apiGroups: [''], apiVersions: ['v1'] }] }), ['webhooks[0].rules[0].operations: Invalid value: ["CREATE","*"]: if \'*\' is present, must not specify other values', 'webhooks[0].rules[0].resources: Required value']],
    ['a negative quota', { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'a' }, spec: { hard: { pods: '-1' } } }, ['spec.hard[pods]: Invalid value: "-1": must be greater than or equal to 0']],
    ['a limit range that nothing fits', { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'a' }, spec: { limits: [{ type: 'Pod', min: { cpu: '2' }, max: { cpu: '1' } }] } }, ['spec.limits[0].min[cpu]: Invalid value: "2": min value 2 is greater than max value 1']],
    ['a taint without effect', { apiVersion: 'v1', kind: 'Node', metadata: { name: 'a' }, spec: { taints: [{ key: 'a' }] } }, ['spec.taints[0].effect: Required value']],
    ['a binding to nowhere', { apiVersion: 'v1', kind: 'Binding', metadata: { name: 'a' }, target: { kind: 'Zone' } }, ['target.kind: Unsupported value: "Zone": supported values: "Node", "<empty>"', 'target.name: Required value']],
    ['a role without verbs', { apiVersion: rbac, kind: 'Role', metadata: { name: 'a:b' }, rules: [{ apiGroups: [''], resources: ['pods'] }] }, ['rules[0].verbs: Required value: verbs must contain at least one value']],
    ['a cluster role binding to a role', { apiVersion: rbac, kind: 'ClusterRoleBinding', metadata: { name: 'a' }, roleRef: { kind: 'Role', name: 'a' } }, ['roleRef.kind: Unsupported value: "Role": supported values: "ClusterRole"']],
    ['a priority beyond users', { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'a' }, value: 1_000_000_001 }, ['value: Forbidden: maximum allowed value of a user defined priority is 1000000000']],
    ['a lease of no time', { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'a' }, spec: { leaseDurationSeconds: 0 } }, ['spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0']],
    ['a claim for nothing', { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'a' }, spec: {} }, ['spec.accessModes: Required value: at least 1 access mode is required', 'spec.resources[storage]: Required value']],
  ])('%s', (_, value, expected) => {
    expect(complaints(value)).toEqual(expected);
  });
});

test('whatever the object or the JSON, validation answers, with a path and a message', () => {
  fc.assert(
    fc.property(fc.oneof(object, json), (value) => {
      for (const { field, message, path } of validate(value)) {
        expect(message.startsWith(`${field}: `)).toBe(true);
        expect(path.length === 0).toBe(field === '<root>');
      }
    }),
    { numRuns: 1000 },
  );
});
