import { z } from 'zod';
import { soFarSchema } from '../../../generators/exhaustive/soFar.ts';
import { savedSearchSchema } from '../../../generators/search/savedSearch.ts';
import { scenarioSchema } from '../../../model/scenario.ts';
import type { CheckOptions } from './options.ts';

export const checkpointFormat = 'podproof-checkpoint';

/** Counts up when files of before can no longer be read. */
export const checkpointVersion = 3;

/** What tells whether the rest can be read. */
export const checkpointLabelSchema = z.looseObject({
  format: z.literal(checkpointFormat),
  version: z.int(),
  /** The release that wrote it: another one may have another model. */
  podproof: z.string(),
});

const names = z.array(z.string());

/** What the user asked for, in the words of the command line: for the commands that a report ends with. */
const askedSchema = z.strictObject({
  file: names.optional(),
  scenario: names.optional(),
  nodes: z.int().optional(),
  schedulers: z.int().optional(),
  leaderElect: z.boolean().optional(),
  grain: z.enum(['fine', 'coarse']).optional(),
  faults: z.string().optional(),
  mutant: names.optional(),
  property: names.optional(),
  timing: z.enum(['calm', 'adversarial']).optional(),
});

/** Of all that was asked for, what says what is checked. */
export function askedOf(options: CheckOptions): z.output<typeof askedSchema> {
  return askedSchema.strip().parse(options);
}

/** The first line of a checkpoint. A search of all orders, breadth-first, is the only kind that can be gone on with. */
export const checkpointHeaderSchema = z.strictObject({
  format: z.literal(checkpointFormat),
  version: z.literal(checkpointVersion),
  podproof: z.string(),
  asked: askedSchema,
  scenario: scenarioSchema,
  /** The names of those that are checked. */
  properties: names.min(1),
  search: savedSearchSchema,
  soFar: soFarSchema,
});

export type CheckpointHeader = z.output<typeof checkpointHeaderSchema>;
