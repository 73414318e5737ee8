import type * as z from 'zod';
import { constant, enumeration, int32, list, struct, text } from './build.ts';
import { listMetaSchema } from './metadata.ts';

const cause = struct('v1.StatusCause', {}, { reason: text, message: text, field: text });
const details = struct('v1.StatusDetails', {}, { name: text, group: text, kind: text, uid: text, causes: list(cause), retryAfterSeconds: int32 });

/** What the API server answers when there is no object to answer with (apimachinery pkg/apis/meta/v1/types.go). */
export const statusSchema = struct(
  'v1.Status',
  { apiVersion: constant('v1'), kind: constant('Status') },
  { metadata: listMetaSchema, status: enumeration<'Success' | 'Failure'>('string'), message: text, reason: text, details, code: int32 },
);
export type Status = z.output<typeof statusSchema>;
