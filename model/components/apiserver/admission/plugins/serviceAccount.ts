import { keyFor, type Pod, type ServiceAccount } from '../../../../objects/index.ts';
import { admitted, cachedOrLive, concerns, forbidden, nameOf, rejected, type AdmissionPlugin } from '../plugin.ts';

/**
 * Gives a pod its service account, which must exist, and that account's image pull secrets (kubernetes
 * plugin/pkg/admission/serviceaccount/admission.go). Not modelled: the volume with the token, whose name is random.
 */
export const serviceAccount: AdmissionPlugin = {
  name: 'ServiceAccount',
  guards: {
    serviceAccountExists: 'a pod runs as a service account that exists, or is not created (Configure Service Accounts for Pods)',
  },
  admit(context) {
    const { object, request, step } = context;
    if (!concerns(context, 'pods', ['CREATE'])) return admitted(object);
    const pod = object as Pod;
    const namespace = request.namespace ?? 'default';
    const name = pod.spec.serviceAccountName || 'default';
    const found = cachedOrLive<ServiceAccount>(context, 'serviceaccounts', namespace, name);
    if (found === undefined) return { kind: 'lookup', key: keyFor('serviceaccounts', namespace, name) };
    if (!step.check('serviceAccountExists', found !== null)) {
      const why = `error looking up service account ${namespace}/${name}: serviceaccount ${JSON.stringify(name)} not found`;
      return rejected(forbidden('pods', nameOf(pod), why));
    }
    const secrets = pod.spec.imagePullSecrets ?? [];
    const pullSecrets = secrets.length > 0 ? secrets : (found?.imagePullSecrets ?? []);
    return admitted({ ...pod, spec: { ...pod.spec, serviceAccountName: name, ...(pullSecrets.length > 0 && { imagePullSecrets: pullSecrets }) } });
  },
};
