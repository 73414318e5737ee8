import type { Finding } from '../options.ts';

interface Near extends Pick<Finding, 'violation'> {
  readonly length: number;
}

/** Whether it is to be told rather than the other one: it is nearer, or as near and its property comes first in the alphabet. */
export function isNearer(one: Near, other: Near): boolean {
  return one.length < other.length || (one.length === other.length && one.violation.property < other.violation.property);
}
