/** A schedule without some of its labels, and where deleting goes on if that was not one too many. */
export interface Deletion {
  readonly labels: readonly string[];
  readonly next: DeletionCursor;
}

/** How many labels go at once, what has been tried, and whether this round has found anything. */
export interface DeletionCursor {
  readonly size: number;
  /** Chunks that begin here or later have been tried. */
  readonly tried: number;
  readonly isDirty: boolean;
}

/**
 * Schedules without a chunk of their labels: all of it, halves, quarters, down to single labels, each size from
 * the end (what happened last is most often beside the point of the rest). After a success the search goes on
 * where it was, because what lies before the chunk has not changed. Single labels are gone through until none
 * can be spared.
 */
export function* deletions(labels: readonly string[], from?: DeletionCursor): Generator<Deletion, undefined, undefined> {
  const { length } = labels;
  if (from === undefined && length > 0) yield { labels: [], next: deletionsOf(0) };
  let { size, tried, isDirty } = from ?? deletionsOf(length);
  for (;;) {
    while (tried > 0) {
      const begin = Math.max(0, tried - size);
      yield { labels: labels.toSpliced(begin, tried - begin), next: { size, tried: begin, isDirty: true } };
      tried = begin;
    }
    if (size === 1 && !isDirty) return undefined;
    size = Math.max(1, size >> 1);
    [tried, isDirty] = [length, false];
  }
}

/** Where deleting begins in a schedule of so many labels. */
export function deletionsOf(length: number): DeletionCursor {
  return { size: Math.max(1, length >> 1), tried: length, isDirty: false };
}
