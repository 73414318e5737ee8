import { keyFor, type Namespace } from '../../../../objects/index.ts';
import { admitted, cachedOrLive, forbidden, nameOf, operationOf, rejected, type AdmissionContext, type AdmissionOutcome, type AdmissionPlugin } from '../plugin.ts';

/** Namespaces that nobody may delete. */
const immortal = ['default', 'kube-public', 'kube-system'];

/**
 * Nothing is created in a namespace that is missing or being deleted; deleting is always allowed (apiserver
 * pkg/admission/plugin/namespace/lifecycle/admission.go). A missing namespace is looked up in etcd before the
 * request is refused; a Terminating one is noticed only when the cache shows it. Not modelled: the 30 seconds
 * of live lookups after this very API server served the deletion of a namespace.
 */
export const namespaceLifecycle: AdmissionPlugin = {
  name: 'NamespaceLifecycle',
  guards: {
    namespaceExists: 'nothing is written into a namespace that does not exist (NamespaceLifecycle)',
    namespaceIsActive: 'nothing is created in a namespace that is being deleted, so that emptying it ends (NamespaceLifecycle)',
    namespaceIsMortal: 'the namespaces that the cluster itself needs are not deleted (NamespaceLifecycle)',
  },
  admit(context) {
    const { request, object, step } = context;
    const operation = operationOf(request);
    if (request.resource === 'namespaces') {
      const mortal = operation !== 'DELETE' || step.check('namespaceIsMortal', !immortal.includes(object.metadata.name));
      return mortal ? admitted(object) : rejected(forbidden('namespaces', object.metadata.name, 'this namespace may not be deleted'));
    }
    return request.namespace === undefined || operation === 'DELETE' ? admitted(object) : checkNamespace(context, request.namespace);
  },
};

function checkNamespace(context: AdmissionContext, name: string): AdmissionOutcome {
  const { request, object, step } = context;
  const found = cachedOrLive<Namespace>(context, 'namespaces', undefined, name);
  if (found === undefined) return { kind: 'lookup', key: keyFor('namespaces', undefined, name) };
  if (!step.check('namespaceExists', found !== null)) {
    return rejected({ code: 404, reason: 'NotFound', message: `namespaces ${JSON.stringify(name)} not found` });
  }
  if (operationOf(request) !== 'CREATE' || step.check('namespaceIsActive', found?.status?.phase !== 'Terminating')) return admitted(object);
  const why = `unable to create new content in namespace ${name} because it is being terminated`;
  return rejected(forbidden(request.resource, nameOf(object), why, ['NamespaceTerminating']));
}
