import { savedSearchSchema, type ResumedSearch, type SavedSearch } from '../../../index.ts';

/** What a file would hold, read again. */
export function reread({ header, data }: SavedSearch): ResumedSearch {
  const bytes = Buffer.concat([...data()]);
  let at = 0;
  return {
    header: savedSearchSchema.parse(JSON.parse(JSON.stringify(header))),
    read(count) {
      if (at + count > bytes.length) throw new RangeError('there is no more');
      at += count;
      return bytes.subarray(at - count, at);
    },
  };
}
