import type { GuardTable } from '../../../../kernel/component.ts';

export const quotaGuards = {
  quotaIsNotExceeded: 'what a namespace uses stays within the hard limits of each of its quotas (Resource Quotas)',
  quotaResourcesAreSpecified: 'where a quota limits cpu or memory, every container says how much it needs (Resource Quotas)',
  quotaRejectionIsKept: 'a request that exceeds one quota stays rejected when another quota is tried again after a conflict (issue 141904)',
  quotaRetriesAreLeft: 'a quota that others change all the time is tried three times again, not for ever (apiserver resourcequota/controller.go checkQuotas)',
  quotaOwnWriteIsSeen: "an API server knows the usage that it wrote itself before its cache shows it (apiserver resourcequota/resource_access.go updatedQuotas)",
  dryRunIsNotCharged: 'a dry run uses nothing up (API concepts, "Dry-run")',
} as const satisfies GuardTable;
