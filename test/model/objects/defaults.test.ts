import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyDefaults, validate, type KubernetesObject } from '../../../model/objects/index.ts';
import type { JsonObject } from '../../../model/kernel/json.ts';
import { object } from './arbitraries.ts';
import { decoded, pod, stored, withContainer } from './support.ts';

const defaulted = (json: JsonObject): KubernetesObject => applyDefaults(decoded(json));

describe('a pod', () => {
  test('gets what kubectl get shows of it', () => {
    expect(stored({ ...pod(), metadata: { name: 'web' } })).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web', namespace: 'default' },
      spec: {
        containers: [{ name: 'web', image: 'example.com/web:1', imagePullPolicy: 'IfNotPresent', terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' }],
        restartPolicy: 'Always',
        terminationGracePeriodSeconds: 30,
        dnsPolicy: 'ClusterFirst',
        schedulerName: 'default-scheduler',
        securityContext: {},
        enableServiceLinks: true,
      },
      status: { phase: 'Pending', qosClass: 'BestEffort' },
    });
  });

  test.each([
    ['nginx', 'Always'],
    ['nginx:latest', 'Always'],
    ['registry:5000/nginx', 'Always'],
    ['nginx:1.27', 'IfNotPresent'],
    ['registry:5000/nginx:1', 'IfNotPresent'],
    ['nginx@sha256:0123', 'IfNotPresent'],
    ['nginx:latest@sha256:0123', 'Always'],
  ])('pulls %s: %s', (image, imagePullPolicy) => {
    expect(stored(withContainer({ image })).spec.containers[0]).toMatchObject({ imagePullPolicy });
  });

  test('probes every 10 s, with a second to answer; 0 means the default, too', () => {
    const probe = { httpGet: { port: 80 }, timeoutSeconds: 0 };
    expect(stored(withContainer({ readinessProbe: probe })).spec.containers[0]?.readinessProbe).toEqual({
      httpGet: { port: 80, path: '/', scheme: 'HTTP' },
      periodSeconds: 10,
      timeoutSeconds: 1,
      successThreshold: 1,
      failureThreshold: 3,
    });
  });

  test('requests what it limits, unless it says otherwise', () => {
    const resources = { limits: { cpu: '2', memory: '1Gi' }, requests: { cpu: '1' } };
    expect(stored(withContainer({ resources })).spec.containers[0]?.resources?.requests).toEqual({ cpu: '1', memory: '1Gi' });
  });

  test('ports are TCP; on the host network they are the host\'s', () => {
    const ports = [{ containerPort: 80 }];
    expect(stored(withContainer({ ports })).spec.containers[0]?.ports).toEqual([{ containerPort: 80, protocol: 'TCP' }]);
    expect(stored({ ...withContainer({ ports }), spec: { ...withContainer({ ports }).spec, hostNetwork: true } }).spec.containers[0]?.ports).toEqual([{ containerPort: 80, hostPort: 80, protocol: 'TCP' }]);
  });

  test('a volume without a source is an empty directory; one with a source that the model does not know is left alone', () => {
    const volumes = [{ name: 'a' }, { name: 'b', secret: { secretName: 's' } }, { name: 'c', nfs: { server: 's', path: '/' } }];
    expect(stored(pod({ volumes })).spec.volumes).toEqual([{ name: 'a', emptyDir: {} }, { name: 'b', secret: { secretName: 's', defaultMode: 420 } }, volumes[2]]);
  });

  test('both names of the service account are filled in', () => {
    expect(stored(pod({ serviceAccount: 'robot' })).spec).toMatchObject({ serviceAccountName: 'robot', serviceAccount: 'robot' });
  });
});

describe('other kinds', () => {
  const selector = { matchLabels: { app: 'a' } };

  test('a deployment: one replica, 25% at a time; its template is no pod and requests nothing by itself', () => {
    const template = { spec: { containers: [{ name: 'a', resources: { limits: { cpu: '1' } } }] } };
    const { spec } = defaulted({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' }, spec: { selector, template } }) as KubernetesObject & { kind: 'Deployment' };
    expect(spec).toMatchObject({ replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600, strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } } });
    expect(spec.template.spec).toMatchObject({ restartPolicy: 'Always', terminationGracePeriodSeconds: 30 });
    expect(spec.template.spec.containers[0]?.resources).toEqual({ limits: { cpu: '1' } });
    expect(spec.template.spec).not.toHaveProperty('enableServiceLinks');
  });

  test('replicas of 0 stay 0', () => {
    expect(defaulted({ apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'a' }, spec: { replicas: 0, selector } })).toMatchObject({ spec: { replicas: 0 } });
  });

  test('a service: ClusterIP, the same port inside', () => {
    expect(defaulted({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: { ports: [{ port: 80 }, { port: 81, targetPort: 'http', protocol: 'UDP' }] } })).toMatchObject({
      spec: { type: 'ClusterIP', sessionAffinity: 'None', internalTrafficPolicy: 'Cluster', ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }, { targetPort: 'http', protocol: 'UDP' }] },
    });
  });

  test('webhooks fail closed within 10 s and are called once', () => {
    const webhooks = [{ name: 'a.example.com', clientConfig: { service: { namespace: 'n', name: 's' } }, rules: [{ operations: ['CREATE'] }] }];
    expect(defaulted({ apiVersion: 'admissionregistration.k8s.io/v1', kind: 'MutatingWebhookConfiguration', metadata: { name: 'a' }, webhooks })).toMatchObject({
      webhooks: [{ failurePolicy: 'Fail', matchPolicy: 'Equivalent', timeoutSeconds: 10, reinvocationPolicy: 'Never', namespaceSelector: {}, objectSelector: {}, rules: [{ scope: '*' }], clientConfig: { service: { port: 443 } } }],
    });
    expect(defaulted({ apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingWebhookConfiguration', metadata: { name: 'a' }, webhooks })).not.toHaveProperty('webhooks.0.reinvocationPolicy');
  });

  test('a limit range: limits default to the maximum, requests to the limit', () => {
    expect(defaulted({ apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'a' }, spec: { limits: [{ type: 'Container', max: { cpu: '2' }, min: { memory: '1Mi' } }] } })).toMatchObject({
      spec: { limits: [{ default: { cpu: '2' }, defaultRequest: { cpu: '2', memory: '1Mi' } }] },
    });
  });

  test('a node can give away all that it has, a namespace is labelled with its name', () => {
    expect(defaulted({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' }, status: { capacity: { cpu: '4' } } })).toMatchObject({ status: { allocatable: { cpu: '4' } } });
    expect(defaulted({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'n' } })).toMatchObject({ metadata: { labels: { 'kubernetes.io/metadata.name': 'n' } }, status: { phase: 'Active' } });
  });
});

describe('laws', () => {
  test('defaulting twice is defaulting once', () => {
    fc.assert(
      fc.property(object, (value) => {
        const once = applyDefaults(value);
        expect(applyDefaults(once)).toEqual(once);
      }),
      { numRuns: 1000 },
    );
  });

  test('defaulting never makes an object invalid: what validation says is the same', () => {
    fc.assert(
      fc.property(object, (value) => {
        expect(validate(applyDefaults(value))).toEqual(validate(value));
      }),
      { numRuns: 300 },
    );
  });

  test('what cannot be decoded comes back as it is', () => {
    const wrong = { ...pod(), spec: [] } as unknown as KubernetesObject;
    expect(applyDefaults(wrong)).toBe(wrong);
  });
});
