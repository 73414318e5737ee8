import type { Step } from '../../../../kernel/step.ts';
import type { ResourceList, ResourceQuota } from '../../../../objects/index.ts';
import { forbidden, type Rejection } from '../plugin.ts';
import type { QuotaCharge } from './charge.ts';
import { hardOf, usedOf } from './quotas.ts';
import { add, exceeding, mask, print } from './resourceList.ts';

export type QuotaCheck = { readonly quotas: readonly ResourceQuota[] } | { readonly rejection: Rejection };

/**
 * Charges a request to every quota that limits what it uses, or rejects it (apiserver
 * pkg/admission/plugin/resourcequota/controller.go CheckRequest). Scopes are not modelled: a quota with
 * scopes concerns every object.
 */
export function checkRequest(step: Step, quotas: readonly ResourceQuota[], charge: QuotaCharge): QuotaCheck {
  const charged: ResourceQuota[] = [];
  for (const quota of quotas) {
    const rejection = unspecified(step, quota, charge);
    if (rejection) return { rejection };
  }
  for (const quota of quotas) {
    const requested = mask(charge.usage, Object.keys(hardOf(quota)));
    const used = add(usedOf(quota), requested);
    const exceeded = exceeding(mask(used, Object.keys(requested)), hardOf(quota));
    if (!step.check('quotaIsNotExceeded', exceeded.length === 0)) return { rejection: exceedsQuota(quota, charge, requested, exceeded) };
    charged.push(Object.keys(requested).length === 0 ? quota : { ...quota, status: { ...quota.status, hard: hardOf(quota), used } });
  }
  return { quotas: charged };
}

function unspecified(step: Step, quota: ResourceQuota, charge: QuotaCharge): Rejection | undefined {
  const missing = Object.keys(charge.unspecified).filter((resource) => hardOf(quota)[resource] !== undefined);
  if (step.check('quotaResourcesAreSpecified', missing.length === 0)) return undefined;
  const list = missing.map((resource) => `${resource} for: ${(charge.unspecified[resource] ?? []).join(',')}`).join('; ');
  return forbidden(charge.resource, charge.name, `failed quota: ${quota.metadata.name}: must specify ${list}`);
}

function exceedsQuota(quota: ResourceQuota, charge: QuotaCharge, requested: ResourceList, exceeded: readonly string[]): Rejection {
  const [asked, used, limited] = [requested, usedOf(quota), hardOf(quota)].map((list) => print(mask(list, exceeded)));
  return forbidden(charge.resource, charge.name, `exceeded quota: ${quota.metadata.name}, requested: ${asked}, used: ${used}, limited: ${limited}`);
}
