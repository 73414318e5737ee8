import type { Happening } from '../../model/kernel/index.ts';
import type { Monitor } from '../property.ts';
import { named, type Naming } from './naming.ts';

/** What it is that happens in an action, by key: at most once each. Undefined when it does not happen. */
export interface KeyedEvent<Shape = unknown> {
  /** `a pod is bound`. */
  readonly words: string;
  keys(happening: Happening, shape: Shape): string | readonly string[] | undefined;
}

/** In a record who was first makes no difference. */
type Memory = { readonly seen: { readonly [key: string]: true }; readonly twice?: string };

/** Of each key it happens at most once in a run. Keys that have been seen are remembered: let there be few. */
export function atMostOnce<Shape>(naming: Naming, { words, keys }: KeyedEvent<Shape>): Monitor<Shape> {
  return {
    kind: 'monitor',
    ...named(naming, `At most once each: ${words}.`),
    initial: { seen: {} } satisfies Memory,
    observe(memory, happening, shape) {
      const { seen, twice } = memory as Memory;
      const found = twice === undefined ? (keys(happening, shape) ?? []) : [];
      const all = typeof found === 'string' ? [found] : found;
      if (all.length === 0) return memory;
      const again = all.find((key, index) => Object.hasOwn(seen, key) || all.indexOf(key) < index);
      return again === undefined ? { seen: { ...seen, ...Object.fromEntries(all.map((key) => [key, true as const])) } } : { seen, twice: again };
    },
    violation(memory) {
      const { twice } = memory as Memory;
      return twice === undefined ? undefined : `this has happened a second time: ${words} (${twice})`;
    },
  };
}
