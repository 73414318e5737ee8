import type { LimitRange, ResourceList } from '../../../../objects/index.ts';

export type Resources = { readonly requests: ResourceList; readonly limits: ResourceList };

/** The defaults for containers: a missing default is the maximum, a missing default request the default, then the minimum (pkg/apis/core/v1/defaults.go). */
export function containerDefaults(range: LimitRange): Resources {
  const items = range.spec.limits.filter(({ type }) => type === 'Container');
  const limits = items.map((item): ResourceList => ({ ...item.max, ...item.default }));
  const requests = items.map((item, index): ResourceList => ({ ...item.min, ...limits[index], ...item.defaultRequest }));
  return { requests: Object.assign({}, ...requests), limits: Object.assign({}, ...limits) };
}
