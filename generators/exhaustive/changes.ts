import type { Json, Snapshot } from '../../model/kernel/index.ts';

/** A part of a component that is not what it was, or whether the component is down. */
export interface PartChange {
  /** `rm0 state`, `etcd pods/default/web`, `down etcd`. */
  readonly part: string;
  /** Whether there was no such part before. */
  readonly isNew: boolean;
  /** Absent when there is no such part any more. */
  readonly value?: Json;
}

/** What two states differ in, of what components hold: messages and histories follow from the steps. */
export function changesBetween(before: Snapshot, after: Snapshot): readonly PartChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => /^(?:part|down) /.test(name)).sort();
  return names.flatMap((name): readonly PartChange[] => {
    const value = after[name];
    if (JSON.stringify(before[name]) === JSON.stringify(value)) return [];
    const part = name.replace(/^part /, '');
    const isNew = before[name] === undefined;
    return [value === undefined ? { part, isNew } : { part, isNew, value }];
  });
}
