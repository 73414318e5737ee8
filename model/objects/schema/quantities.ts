import * as z from 'zod';
import { canonicalQuantity, isQuantity, quantityFormat } from '../quantity.ts';
import { go, map } from './build.ts';

/** A quantity as the API server stores it: `0.5` and `500m` both become `500m` (resource.Quantity UnmarshalJSON, MarshalJSON). */
export const quantitySchema: z.ZodType<string> = go(
  z
    .preprocess((input) => (typeof input === 'number' ? String(input) : typeof input === 'string' ? input.trim() : input), z.string().refine(isQuantity, { error: `quantities must match the regular expression '${quantityFormat}'` }))
    .transform(canonicalQuantity),
  { name: 'resource.Quantity', zero: '0' },
);

/** Resource name -> quantity. */
export const resourceListSchema = map(quantitySchema);
export type ResourceList = z.output<typeof resourceListSchema>;
