import { canonicalQuantity, compareQuantities, quantityNumber, type LimitRangeItem, type ResourceList } from '../../../../objects/index.ts';
import type { Resources } from './limitRange.ts';

/** What is wrong with what a container or a pod asks for, in the words of kubernetes plugin/pkg/admission/limitranger/admission.go. */
export function violations(item: LimitRangeItem, asked: Resources): readonly string[] {
  return [
    ...each(item.min, (resource, limit) => below(item.type, resource, limit, asked)),
    ...each(item.max, (resource, limit) => above(item.type, resource, limit, asked)),
    ...each(item.maxLimitRequestRatio, (resource, limit) => overRatio(item.type, resource, limit, asked)),
  ];
}

function each(list: ResourceList | undefined, check: (resource: string, limit: string) => string | undefined): readonly string[] {
  const entries = Object.entries(list ?? {}).sort(([left], [right]) => (left < right ? -1 : 1));
  return entries.map(([resource, limit]) => check(resource, limit)).filter((message) => message !== undefined);
}

function below(type: string, resource: string, limit: string, { requests, limits }: Resources): string | undefined {
  const rule = `minimum ${resource} usage per ${type} is ${canonicalQuantity(limit)}`;
  const [request, most] = [requests[resource], limits[resource]];
  if (request === undefined) return `${rule}.  No request is specified`;
  if (compareQuantities(request, limit) < 0) return `${rule}, but request is ${canonicalQuantity(request)}`;
  return most !== undefined && compareQuantities(most, limit) < 0 ? `${rule}, but limit is ${canonicalQuantity(most)}` : undefined;
}

function above(type: string, resource: string, limit: string, { requests, limits }: Resources): string | undefined {
  const rule = `maximum ${resource} usage per ${type} is ${canonicalQuantity(limit)}`;
  const [request, most] = [requests[resource], limits[resource]];
  if (most === undefined) return `${rule}.  No limit is specified`;
  if (compareQuantities(most, limit) > 0) return `${rule}, but limit is ${canonicalQuantity(most)}`;
  return request !== undefined && compareQuantities(request, limit) > 0 ? `${rule}, but request is ${canonicalQuantity(request)}` : undefined;
}

function overRatio(type: string, resource: string, limit: string, { requests, limits }: Resources): string | undefined {
  const rule = `${resource} max limit to request ratio per ${type} is ${canonicalQuantity(limit)}`;
  const [request, most] = [requests[resource], limits[resource]];
  if (request === undefined || compareQuantities(request, '0') === 0) return `${rule}, but no request is specified or request is 0`;
  if (most === undefined || compareQuantities(most, '0') === 0) return `${rule}, but no limit is specified or limit is 0`;
  const ratio = quantityNumber(most) / quantityNumber(request);
  return ratio > quantityNumber(limit) ? `${rule}, but provided ratio is ${ratio.toFixed(6)}` : undefined;
}
