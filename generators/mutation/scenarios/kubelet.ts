import type { JsonObject } from '../../../model/kernel/index.ts';
import { create, remove } from '../../../properties/mutants/manifests.ts';
import { container, pod } from '../../scenarios/manifests.ts';
import type { PoolScenario } from '../scenarioPool.ts';

const here = { nodeName: 'node-1' };
const inDefault = { namespace: 'default' };

const probe: JsonObject = { httpGet: { port: 8080, path: '/healthz' }, failureThreshold: 1 };
const probed = (restartPolicy: string): JsonObject => ({ restartPolicy, containers: [container({ startupProbe: probe, readinessProbe: probe, livenessProbe: probe })] });
const exits = { annotations: { 'podproof.dev/exits': '0' } };

const gated: JsonObject = {
  ...pod('web', { ...here, readinessGates: [{ conditionType: 'example.com/registered' }] }, inDefault),
  status: { conditions: [{ type: 'example.com/registered', status: 'True' }] },
};

const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'default' } };
const storageClass = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'local' }, provisioner: 'kubernetes.io/no-provisioner', volumeBindingMode: 'WaitForFirstConsumer' };
const claimSpec = { accessModes: ['ReadWriteOnce'], storageClassName: 'local', resources: { requests: { storage: '1Gi' } } };
const volume = { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'disk-1' }, spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], storageClassName: 'local', persistentVolumeReclaimPolicy: 'Retain', local: { path: '/mnt/disk-1' } }, status: { phase: 'Available' } };
const boundVolume = { ...volume, spec: { ...volume.spec, claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: 'default', name: 'data' } }, status: { phase: 'Bound' } };
const boundClaim = { ...claim, spec: { ...claimSpec, volumeName: 'disk-1' }, status: { phase: 'Bound', accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' } } };
const withData = (name: string): JsonObject => pod(name, { containers: [container({ volumeMounts: [{ name: 'data', mountPath: '/data' }] })], volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] });

/** What happens to a pod on its node. */
export const kubeletPool: readonly PoolScenario[] = [
  { name: 'probes', scenario: { name: 'a pod with all kinds of probes, which fail sometimes', commands: create(pod('web', probed('Always'))), faults: { probeFailure: 2 } } },
  { name: 'probes-of-one-attempt', scenario: { name: 'a pod that is not restarted when a probe fails', commands: create(pod('web', probed('Never'))), faults: { probeFailure: 2 } } },
  { name: 'container-crashes', scenario: { name: 'a container crashes and is started again', commands: create(pod('web')), faults: { containerCrash: 2, crash: 1 } } },
  { name: 'container-crashes-for-good', scenario: { name: 'a container crashes and is not started again', commands: create(pod('web', { restartPolicy: 'Never' })), faults: { containerCrash: 1 } } },
  { name: 'containers-end', scenario: { name: 'pods whose containers end', commands: create(pod('once', { restartPolicy: 'Never' }, exits), pod('well', { restartPolicy: 'OnFailure' }, exits)), faults: { containerCrash: 1 } } },
  { name: 'one-of-two-ends', scenario: { name: 'one container of a pod ends, the other one goes on', commands: create(pod('web', { restartPolicy: 'Never', containers: [container(), container({ name: 'helper' })] }, { annotations: { 'podproof.dev/exits-helper': '0' } })), faults: { containerCrash: 1 } } },
  { name: 'gate-is-true', scenario: { name: 'a pod whose readiness gate is True', objects: [gated] } },
  { name: 'rejected-by-the-kubelet', scenario: { name: 'pods that were given a node by hand, more than it can hold', commands: create(...['first', 'second', 'third'].map((name) => pod(name, { ...here, containers: [container({ resources: { requests: { cpu: '2500m' } } })] }))) } },
  { name: 'kubelet-crashes-often', scenario: { name: 'a kubelet and its runtime crash again and again', commands: create(pod('web', { initContainers: [container({ name: 'migrate' })] })), faults: { crash: 6, containerCrash: 1 } } },
  { name: 'pod-comes-back-by-force', scenario: { name: 'a pod is removed by force and created again, and its kubelet may restart', objects: [pod('web', here, inDefault)], commands: [{ verb: 'delete', resource: 'pods', name: 'web', force: true }, ...create(pod('web'))], faults: { crash: 2, replyLost: 1 } } },
  { name: 'shared-volume', scenario: { name: 'two pods share a volume, and one goes', objects: [storageClass, boundVolume, boundClaim], commands: [...create(withData('first'), withData('second')), remove('pods', 'first')] } },
  { name: 'volume-waits-for-a-pod', scenario: { name: 'a claim is bound when its pod is scheduled', nodes: 2, objects: [storageClass, volume, { ...claim, spec: claimSpec, status: { phase: 'Pending' } }], commands: create(withData('db')), faults: { volumeBindingTimeout: 1, requestLost: 1, crash: 1 } } },
];
