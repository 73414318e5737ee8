import type { Pod } from '../../../../objects/index.ts';
import { admitted, concerns, type AdmissionPlugin } from '../plugin.ts';

const keys = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'] as const;

/**
 * A pod that says nothing about it stays for 300 seconds on a node that is not ready or unreachable
 * (kubernetes plugin/pkg/admission/defaulttolerationseconds/admission.go).
 */
export const defaultTolerationSeconds: AdmissionPlugin = {
  name: 'DefaultTolerationSeconds',
  admit(context) {
    if (!concerns(context, 'pods', ['CREATE', 'UPDATE'])) return admitted(context.object);
    const pod = context.object as Pod;
    const tolerations = pod.spec.tolerations ?? [];
    const missing = keys.filter((key) => !tolerations.some((toleration) => (!toleration.key || toleration.key === key) && (!toleration.effect || toleration.effect === 'NoExecute')));
    if (missing.length === 0) return admitted(pod);
    const added = missing.map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }) as const);
    return admitted({ ...pod, spec: { ...pod.spec, tolerations: [...tolerations, ...added] } });
  },
};
