import type { Pod } from '../../../../objects/index.ts';
import { admitted, forbidden, nameOf, operationOf, rejected, type AdmissionContext, type AdmissionPlugin } from '../plugin.ts';

const nodeUser = 'system:node:';
const mirrorPod = 'kubernetes.io/config.mirror';

/** A kubelet may change its own node, its own lease and the pods bound to it (kubernetes plugin/pkg/admission/noderestriction/admission.go). */
export const nodeRestriction: AdmissionPlugin = {
  name: 'NodeRestriction',
  guards: {
    kubeletKeepsToItsNode: "a kubelet writes nothing that belongs to another node (Using Node Authorization, 'NodeRestriction')",
  },
  admit(context) {
    const { object, request, step } = context;
    if (!request.user.startsWith(nodeUser)) return admitted(object);
    const objection = objectionTo(context, request.user.slice(nodeUser.length));
    if (step.check('kubeletKeepsToItsNode', objection === undefined)) return admitted(object);
    return rejected(forbidden(request.resource, nameOf(object), objection ?? ''));
  },
};

function objectionTo(context: AdmissionContext, node: string): string | undefined {
  const { object, old, request } = context;
  switch (request.resource) {
    case 'pods':
      return objectionToPod(context, node, (old ?? object) as Pod);
    case 'nodes':
      return object.metadata.name === node ? undefined : `node ${JSON.stringify(node)} is not allowed to modify node ${JSON.stringify(object.metadata.name)}`;
    case 'leases':
      if (request.namespace !== 'kube-node-lease') return 'can only access leases in the "kube-node-lease" system namespace';
      return object.metadata.name === node ? undefined : 'can only access node lease with the same name as the requesting node';
    default:
      return undefined;
  }
}

function objectionToPod({ request }: AdmissionContext, node: string, pod: Pod): string | undefined {
  const itself = pod.spec.nodeName === node;
  switch (operationOf(request)) {
    case 'CREATE':
      if (pod.metadata.annotations?.[mirrorPod] === undefined) {
        return `pod does not have ${JSON.stringify(mirrorPod)} annotation, node ${JSON.stringify(node)} can only create mirror pods`;
      }
      return itself ? undefined : `node ${JSON.stringify(node)} can only create pods with spec.nodeName set to itself`;
    case 'UPDATE':
      return itself ? undefined : `node ${JSON.stringify(node)} can only update pod status for pods with spec.nodeName set to itself`;
    case 'DELETE':
      return itself ? undefined : `node ${JSON.stringify(node)} can only delete pods with spec.nodeName set to itself`;
    default:
      return undefined;
  }
}
