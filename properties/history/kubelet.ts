import type { ScenarioInput } from '../../model/scenario.ts';
import { node, pod, remove } from '../mutants/manifests.ts';
import { asMutant, type HistoricalBug } from './bug.ts';

const here = { nodeName: 'node-1' } as const;

/** It is stopped while its container is being started. */
const stopped: ScenarioInput = { name: 'a pod that must not be restarted is deleted', objects: [pod('web', { ...here, restartPolicy: 'Never' }, { namespace: 'default' })], commands: [remove('pods', 'web')] };

const choosy: ScenarioInput = {
  name: 'a kubelet starts, and a pod of its node asks for a label of the node',
  start: 'cold',
  objects: [node('node-1', {}, { zone: 'near' }), pod('web', { ...here, nodeSelector: { zone: 'near' } }, { namespace: 'default' })],
};

export const kubeletBugs: readonly HistoricalBug[] = [
  {
    id: 'B22',
    title: 'rejected pods count on the node',
    references: ['kubernetes#135296', 'kubernetes#136508', 'kubernetes#139830', 'kubernetes#139895'],
    mechanism:
      'A kubelet looks once more whether a pod fits beside those that the node has. It took the API’s word for which of them are active, and a pod that it has itself rejected is called Pending there until the status has made its way: it is counted, and the next pod, which would fit, is rejected, too, for good. What the kubelet knows itself must decide.',
    ...asMutant('rejected-pods-are-counted'),
  },
  {
    id: 'B23',
    title: 'a kubelet that starts rejects pods that run already',
    references: ['kubernetes#97339', 'kubernetes#85334', 'kubernetes#36482'],
    mechanism:
      'A kubelet that starts looks at all pods of its node anew. It decided before it had seen its own Node, and without the labels that an administrator put there the node selectors of its pods did not match: pods that ran were called Failed. It has to wait until it has seen its Node.',
    scenario: choosy,
    guards: { 'kubelet.nodeIsKnown': true },
    violates: 'rejects-only-what-does-not-fit',
  },
  {
    id: 'B33',
    title: 'two pods of one identity run at a time',
    references: ['website#1731', 'kubernetes#54368'],
    mechanism:
      'The object of a pod is removed while its containers may still run (a force deletion, the node’s object deleted while only the network to it is down): its name is free, whoever looks after it creates its successor, and that starts on another node beside it. Two members of a StatefulSet then write to one disk. Only the kubelet may remove the object of a pod that it may be running; here the API server does so at once.',
    ...asMutant('pods-are-removed-over-the-kubelet'),
  },
  {
    id: 'B48',
    title: 'a finished pod gets another phase',
    references: ['kubernetes#58711', 'kubernetes#77870', 'kubernetes#54499', 'kubernetes#110255'],
    mechanism:
      'The kubelet makes up a pod’s status from what the runtime has. When that has nothing any more (the containers were removed, the kubelet restarted), a pod that had Succeeded was reported Pending, one that had Failed as Succeeded; Jobs counted it twice. Since 1.22 the status manager refuses any other phase after a terminal one.',
    ...asMutant('phase-goes-back'),
  },
  {
    id: 'B49',
    title: 'a pod is called finished before its containers have stopped',
    references: ['kubernetes#108366', 'kubernetes#106884', 'kubernetes#115325'],
    mechanism:
      'The terminal phase was reported as soon as the pod had to end. Whoever reads it takes the node’s room, the disk, the identity for free, while containers still run or are just being started; the pods that the scheduler sent there were rejected as OutOfcpu (B21). The phase now waits until no container can run any more.',
    scenario: stopped,
    guards: { 'kubelet.containersHaveStopped': true },
    violates: 'nothing-starts-after-the-end',
  },
  {
    id: 'B50',
    title: 'a kubelet that restarts runs finished pods again',
    references: ['kubernetes#37447'],
    mechanism:
      'A kubelet remembers nothing of the pods it has ended. After a restart it saw a pod bound to its node whose containers the runtime did not have, and started them, although the API had the pod as Succeeded or Failed for long. The phase that the API shows has to be asked before anything is started.',
    ...asMutant('finished-pods-are-run-again'),
  },
  {
    id: 'B52',
    title: 'a deletion hits the successor',
    references: ['kubernetes#104648', 'kubernetes#104847', 'kubernetes#113145', 'kubernetes#79147'],
    mechanism:
      'The kubelet asks for the object of a pod to be removed when it is done with it. Meanwhile somebody else has removed it and created another one under its name (a mirror pod, a member of a StatefulSet): a deletion by name alone removes that one. The deletion carries the UID, and the API server must refuse it when that is not the UID of what it finds.',
    ...asMutant('deletes-another-incarnation'),
  },
  {
    id: 'B54',
    title: 'a container runs twice',
    references: ['kubernetes#117694'],
    mechanism:
      'Before it starts a container the kubelet looks whether one runs already. A race in how it sorted and read the runtime’s answer hid the one that ran, and a second container of the same name of the same pod was started beside it. What runs has to be found and adopted, after a restart of the kubelet above all.',
    ...asMutant('running-containers-are-not-seen'),
  },
];
