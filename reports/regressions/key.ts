import { createHash } from 'node:crypto';
import { canonicalText, type Json } from '../../model/kernel/index.ts';
import type { Scenario } from '../../model/scenario.ts';
import { fileName } from '../cli/files.ts';

/** What kept counterexamples belong to: a name for people, and a digest of what makes it another one. */
export interface RegressionKey {
  readonly name: string;
  readonly digest: string;
}

const digestLength = 8;

export function regressionKey(name: string, identity: Json): RegressionKey {
  const digest = createHash('sha256').update(canonicalText(identity, 'what is checked')).digest('hex').slice(0, digestLength);
  const safe = fileName(name);
  // A name of which nothing is left would make a hidden file.
  return { name: safe === '' ? 'unnamed' : safe, digest };
}

/** The name of a file about a property of what has this key, without its ending. */
export function fileOf({ name, digest }: RegressionKey, property: string): string {
  return `${name}.${fileName(property)}.${digest}`;
}

/**
 * What of a scenario makes it another one. Not its faults: a run may do with fewer than are allowed. Nor its manifests, unless they are all that
 * is known of it: whoever changes one wants to know whether that has helped.
 */
export function scenarioIdentity(scenario: Scenario, withManifests: boolean): Json {
  const { faults: _faults, description: _description, commands, objects, leaderElect, grain, ...rest } = scenario;
  // A scenario is JSON; fields that are absent have no place in it, nor has what is not asked for and once could not be: there were scenarios before there were elections and grains.
  return JSON.parse(JSON.stringify({ ...rest, ...(leaderElect && { leaderElect }), ...(grain === 'coarse' && { grain }), ...(withManifests && { commands, objects }) })) as Json;
}
