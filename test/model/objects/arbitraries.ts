import fc from 'fast-check';
import type { Json } from '../../../model/kernel/json.ts';
import { resources, type KubernetesObject } from '../../../model/objects/index.ts';

const suffixes = ['', 'n', 'u', 'm', 'k', 'M', 'G', 'T', 'P', 'E', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei', 'e3', 'e-3', 'E2', 'e+6'];

/** `12.5Mi`, `-3e3`, `100m` */
export const quantity = fc
  .record({ sign: fc.constantFrom('', '-', '+'), whole: fc.nat(100_000), fraction: fc.option(fc.nat(999)), suffix: fc.constantFrom(...suffixes) })
  .map(({ sign, whole, fraction, suffix }) => `${sign}${whole}${fraction === null ? '' : `.${fraction}`}${suffix}`);

const word = fc.constantFrom('app', 'tier', 'web', 'db', 'constructor', 'toString', 'example.com/role', 'x');

export const labels = fc.dictionary(word, word, { maxKeys: 4 });

const few = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 3 });
const maybe = <T extends object>(fields: { [Field in keyof T]: fc.Arbitrary<T[Field]> }) => fc.record(fields, { requiredKeys: [] });

/** Without the one key that decoding drops. */
const unknown = fc.jsonValue({ maxDepth: 3 }).filter((value) => !JSON.stringify(value).includes('__proto__'));

const probe = maybe({ httpGet: maybe({ port: fc.constantFrom(80, 'http'), path: fc.constantFrom('', '/ok') }), periodSeconds: fc.constantFrom(0, 5), timeoutSeconds: fc.constantFrom(0, 2) });
const resourceList = fc.dictionary(fc.constantFrom('cpu', 'memory', 'example.com/gpu'), quantity, { maxKeys: 3 });
const container = maybe({
  name: fc.constantFrom('web', 'db', ''),
  image: fc.constantFrom('nginx', 'nginx:latest', 'nginx:1.27', 'reg:5000/a/b', 'a@sha256:00', ''),
  imagePullPolicy: fc.constantFrom('', 'Always', 'Never'),
  ports: few(maybe({ containerPort: fc.nat(70_000), protocol: fc.constantFrom('', 'UDP'), hostPort: fc.nat(2) })),
  resources: maybe({ limits: resourceList, requests: resourceList }),
  readinessProbe: probe,
  livenessProbe: fc.oneof(probe, fc.constant(null)),
  restartPolicy: fc.constantFrom('Always', ''),
  unknownField: unknown,
});
const podSpec = maybe({
  containers: few(container),
  initContainers: few(container),
  restartPolicy: fc.constantFrom('', 'Never', 'Always'),
  volumes: few(maybe({ name: word, emptyDir: fc.constant({}), configMap: fc.constant({ name: 'c' }), nfs: fc.constant({ server: 's', path: '/' }) })),
  hostNetwork: fc.boolean(),
  serviceAccount: fc.constantFrom('', 'robot'),
  nodeName: fc.constantFrom('', 'node-1'),
});
const metadata = maybe({ name: fc.constantFrom('web', 'b', ''), generateName: fc.constantFrom('web-', ''), namespace: fc.constantFrom('', 'shop'), labels, annotations: labels, unknown });
const template = maybe({ metadata: maybe({ labels }), spec: podSpec });
const webhooks = few(maybe({ name: fc.constant('a.example.com'), failurePolicy: fc.constantFrom('', 'Ignore'), timeoutSeconds: fc.nat(40), rules: few(maybe({ scope: fc.constantFrom('', 'Cluster') })) }));

const bodies: { readonly [kind: string]: fc.Arbitrary<object> } = {
  Pod: maybe({ spec: podSpec, status: maybe({ phase: fc.constantFrom('', 'Running') }) }),
  Deployment: maybe({ spec: maybe({ replicas: fc.nat(3), selector: maybe({ matchLabels: labels }), template, strategy: maybe({ type: fc.constantFrom('', 'Recreate', 'RollingUpdate'), rollingUpdate: maybe({ maxSurge: fc.constantFrom(0, 1, '10%', '') }) }) }) }),
  ReplicaSet: maybe({ spec: maybe({ replicas: fc.nat(3), template }) }),
  StatefulSet: maybe({ spec: maybe({ template }) }),
  Service: maybe({ spec: maybe({ type: fc.constantFrom('', 'ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'), ports: few(maybe({ port: fc.nat(70_000), targetPort: fc.constantFrom(0, '', 'http', 81) })), sessionAffinity: fc.constantFrom('', 'ClientIP') }) }),
  LimitRange: maybe({ spec: maybe({ limits: few(maybe({ type: fc.constantFrom('Container', 'Pod'), max: resourceList, min: resourceList, default: resourceList })) }) }),
  Node: maybe({ status: maybe({ capacity: resourceList, allocatable: resourceList }) }),
  MutatingWebhookConfiguration: maybe({ webhooks }),
  ValidatingWebhookConfiguration: maybe({ webhooks }),
  EndpointSlice: maybe({ endpoints: fc.constantFrom(null, []), ports: fc.constantFrom(null, [{ port: 80 }]) }),
};

/** Objects of every kind, right and wrong, but such as can be decoded. */
export const object = fc.constantFrom(...resources).chain(({ kind, apiVersion }) =>
  fc.record({ metadata, body: bodies[kind] ?? fc.constant({}), extra: maybe({ unknown }) }).map((parts) => ({ apiVersion, kind, metadata: parts.metadata, ...parts.body, ...parts.extra }) as unknown as KubernetesObject),
);

export const json = fc.jsonValue() as fc.Arbitrary<Json>;
