import type { Node } from '../../../../objects/index.ts';
import { admitted, concerns, type AdmissionPlugin } from '../plugin.ts';

const notReady = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' } as const;

/**
 * A new node takes no pods until the node life cycle controller has seen it Ready, so that none is scheduled
 * in between (kubernetes plugin/pkg/admission/nodetaint/admission.go).
 */
export const taintNodesByCondition: AdmissionPlugin = {
  name: 'TaintNodesByCondition',
  admit(context) {
    if (!concerns(context, 'nodes', ['CREATE'])) return admitted(context.object);
    const node = context.object as Node;
    const taints = node.spec?.taints ?? [];
    if (taints.some(({ key, effect }) => key === notReady.key && effect === notReady.effect)) return admitted(node);
    return admitted({ ...node, spec: { ...node.spec, taints: [...taints, notReady] } });
  },
};
