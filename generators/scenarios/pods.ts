import { container, apply, pod, service } from './manifests.ts';
import { named } from './named.ts';

/** One pod, and what may stand between it and Ready. */
export const podScenarios = [
  named('pod', 'kubectl apply of one Pod: admission, scheduling, sandbox, image, container, Ready', { commands: apply(pod('web')) }),
  named('happy-path', 'a Service and the one Pod behind it: every step from kubectl apply to Ready, endpoints, kube-proxy rules and DNS', {
    commands: apply(service('web'), pod('web', {}, { labels: { app: 'web' } })),
  }),
  named('init-containers', 'a Pod with two init containers: they run one after the other before its container starts', {
    commands: apply(pod('web', { initContainers: [container({ name: 'migrate' }), container({ name: 'warm-up' })] })),
  }),
  named('image-missing', 'the registry does not have the image: ErrImagePull, then ImagePullBackOff, never Ready', {
    commands: apply(pod('web', { containers: [container({ image: 'registry.example/typo:1' })] })),
    missingImages: ['registry.example/typo'],
  }),
  named('unschedulable', 'a Pod that asks for more than any node has: it stays Pending and says why', {
    commands: apply(pod('huge', { containers: [container({ resources: { requests: { cpu: '1000' } } })] })),
  }),
  named('scheduling-gates', 'a Pod with a scheduling gate that nobody removes: the scheduler leaves it alone', {
    commands: apply(pod('gated', { schedulingGates: [{ name: 'example.com/quota' }] })),
  }),
  named('two-schedulers', 'two active schedulers race for two Pods and two nodes: a Pod is bound once, a node is not overcommitted', {
    commands: apply(pod('web-1'), pod('web-2')),
    schedulers: 2,
  }),
  named('two-schedulers-crash', 'two active schedulers race for two Pods and two nodes, and any one component crashes: a Pod is bound once all the same', {
    commands: apply(pod('web-1'), pod('web-2')),
    schedulers: 2,
    faults: { crash: 1 },
  }),
  named('delete-pod', 'a Pod is created and deleted, when it runs or long before: graceful termination, and its race with the start', {
    commands: [...apply(pod('web')), { verb: 'delete', resource: 'pods', name: 'web', whenQuiet: true }],
  }),
];
