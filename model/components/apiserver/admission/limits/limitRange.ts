import type { KubernetesObject } from '../../../../objects/index.ts';
import type { ResourceList } from '../quota/resourceList.ts';

export type LimitRangeItem = {
  readonly type: 'Container' | 'Pod' | 'PersistentVolumeClaim';
  readonly min?: ResourceList;
  readonly max?: ResourceList;
  readonly default?: ResourceList;
  readonly defaultRequest?: ResourceList;
  readonly maxLimitRequestRatio?: ResourceList;
};

export type LimitRange = KubernetesObject & { readonly spec?: { readonly limits?: readonly LimitRangeItem[] } };

export type Resources = { readonly requests: ResourceList; readonly limits: ResourceList };

/** The defaults for containers: a missing default is the maximum, a missing default request the default, then the minimum (pkg/apis/core/v1/defaults.go). */
export function containerDefaults(range: LimitRange): Resources {
  const items = (range.spec?.limits ?? []).filter(({ type }) => type === 'Container');
  const limits = items.map((item): ResourceList => ({ ...item.max, ...item.default }));
  const requests = items.map((item, index): ResourceList => ({ ...item.min, ...limits[index], ...item.defaultRequest }));
  return { requests: Object.assign({}, ...requests), limits: Object.assign({}, ...limits) };
}
