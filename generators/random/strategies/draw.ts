import type { RandomInteger } from '../randomSource.ts';

/** One of the items, each as likely as the others; undefined when there are none. */
export function uniform<Item>(random: RandomInteger, items: readonly Item[]): Item | undefined {
  return items.length === 0 ? undefined : items[random.nextInt(0, items.length - 1)];
}

/** One of several that there always are. */
export function drawn<Item>(random: RandomInteger, items: readonly [Item, ...Item[]]): Item {
  return uniform(random, items) ?? items[0];
}
