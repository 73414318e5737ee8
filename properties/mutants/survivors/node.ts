import { equivalent, gap, type Survivor } from './survivor.ts';

const overfull = 'Nothing promises that a kubelet takes no more than fits (k8s#106884): no-self-overcommit leaves pods aside that come with a node, and schedulers send a node what fits.';
const probes = 'Nothing promises that a pod is Ready only after its probes have succeeded: ready-implies compares conditions with each other, not with what probes said (pod lifecycle documentation, "Container probes").';

/** Kubelets and what works for them. */
export const nodeSurvivors: readonly Survivor[] = [
  gap('csi.lastPodLeaves', true, 'A volume that another pod has mounted is taken off the node with the first that leaves, and nothing promises that what is mounted stays attached (CSI specification, "Volume Lifecycle").'),
  gap('csi.lastPodLeaves', false, 'A volume stays attached when nobody has it mounted any more, and nothing promises that it is ever detached.'),
  gap('csi.volumeIsAttached', true, 'It matters when a kubelet mounts what is not attached: kubelets of the model attach first, and no run of these scenarios has another pod take the volume off in between.'),
  gap('kubelet.containersHaveStopped', false, 'Nothing promises that a pod whose containers have ended for good is called Succeeded or Failed in the end: eventually-ready excuses it.'),
  equivalent('kubelet.graceIsLongEnough', false, 'Each container is granted the least grace there is, a second, instead of more: there is no clock, so that a grace period is over when its timer fires, however long it is.'),
  equivalent('kubelet.nodeSaysReady', false, 'A kubelet says that its node is Ready although the Node says so already: a write that changes nothing is not stored (apiserver pkg/storage/etcd3/store.go GuaranteedUpdate).'),
  gap('kubelet.podFits', true, overfull),
  gap('kubelet.readinessProbeHasSucceeded', true, probes),
  gap('kubelet.rejectedPodsAreNotCounted', true, overfull),
  gap('kubelet.restartPolicyAllows', false, 'Nothing promises that a container which ended is started again if its restart policy says so: restart-policy-is-kept says when it is not (P34), and the pod is called Failed, which excuses it.'),
  gap('kubelet.startupProbeHasSucceeded', true, probes),
  gap('registry.imageExists', true, 'Nothing promises that a container runs only with an image that exists: what is pulled is not looked at.'),
  gap('runtime.containerNameIsFree', true, 'It matters when a container is created twice in one attempt (k8s#117694). Kubelets of the model look what there is before they create, and no run of these scenarios gets there.'),
  gap('runtime.imageIsPresent', true, 'Nothing promises that a container runs only with an image that is on its node: what is started is not compared with what was pulled.'),
  equivalent('runtime.imageIsPresent', false, 'The image is pulled again, and is there as before; a pull policy of Never, for which it would make a difference, is what eventually-ready excuses.'),
  gap('runtime.sandboxIsReady', true, 'It matters when a container is created where no sandbox runs: kubelets of the model create the sandbox first, and no run of these scenarios stops it in between.'),
  gap('runtime.sandboxNameIsFree', true, 'The network plugin is asked a second time for a sandbox that is being created, and answers with the address that the pod has already: nothing promises that it is asked once (containerd issue 12438).'),
];
