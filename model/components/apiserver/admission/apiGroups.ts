import { findResource, groupOf } from '../../../objects/index.ts';

/** The API group of a resource; '' is the core group, and stands for what nobody knows. */
export function apiGroupOf(resource: string): string {
  return groupOf(findResource(resource)?.apiVersion ?? 'v1');
}
