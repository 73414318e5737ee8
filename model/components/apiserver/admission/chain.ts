import type { GuardTable } from '../../../kernel/component.ts';
import type { AdmissionContext, AdmissionOutcome, AdmissionPlugin, Rejection } from './plugin.ts';
import { admitted } from './plugin.ts';
import { defaultTolerationSeconds } from './plugins/defaultTolerationSeconds.ts';
import { limitRanger } from './plugins/limitRanger.ts';
import { namespaceLifecycle } from './plugins/namespaceLifecycle.ts';
import { nodeRestriction } from './plugins/nodeRestriction.ts';
import { priority } from './plugins/priority.ts';
import { serviceAccount } from './plugins/serviceAccount.ts';
import { taintNodesByCondition } from './plugins/taintNodesByCondition.ts';

/**
 * The built-in plugins, in the order that kube-apiserver runs them (kubernetes pkg/kubeapiserver/options/plugins.go).
 * The webhooks come after them, and ResourceQuota after those; they talk to other processes, and have files of their own.
 * Not modelled: PodSecurity, storage and ingress defaults, RuntimeClass, certificates, admission policies (CEL).
 */
export const admissionPlugins: readonly AdmissionPlugin[] = [
  namespaceLifecycle,
  limitRanger,
  serviceAccount,
  nodeRestriction,
  taintNodesByCondition,
  priority,
  defaultTolerationSeconds,
];

export const pluginGuards: GuardTable = Object.assign({}, ...admissionPlugins.map((plugin) => plugin.guards ?? {}));

/** Mutating admission by the built-in plugins: the first rejection ends it. */
export function admit(context: AdmissionContext): AdmissionOutcome {
  let object = context.object;
  for (const plugin of admissionPlugins) {
    const outcome = plugin.admit?.({ ...context, object });
    if (outcome === undefined) continue;
    if (outcome.kind !== 'admitted') return outcome;
    object = outcome.object;
  }
  return admitted(object);
}

/** Validating admission by the built-in plugins; they change nothing any more. */
export function validate(context: AdmissionContext): Rejection | undefined {
  for (const plugin of admissionPlugins) {
    const rejection = plugin.validate?.(context);
    if (rejection) return rejection;
  }
  return undefined;
}
