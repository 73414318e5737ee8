export { always, never } from './always.ts';
export { atMostOnce, type KeyedEvent } from './atMostOnce.ts';
export { event, not, when, type Condition as TemporalCondition, type EventCondition, type StateCondition } from './condition.ts';
export { alwaysEventually, eventually } from './eventually.ts';
export { leadsTo } from './leadsTo.ts';
export type { Naming } from './naming.ts';
export { precedes, until, weakUntil } from './until.ts';
