import { parseAllDocuments } from 'yaml';
import type { JsonObject } from '../../model/kernel/index.ts';
import type { ClusterProperty } from '../../properties/cluster.ts';
import { noDoubleBinding } from '../../properties/scheduling/noDoubleBinding.ts';
import { readyImplies } from '../../properties/pods/readyImplies.ts';
import type { NamedMutant, ParsedManifests } from './toolbox.ts';

/** Stands in until the rooms below have their own. */
export const clusterProperties: readonly ClusterProperty[] = [noDoubleBinding, readyImplies];
export const mutants: readonly NamedMutant[] = [];

export function parseManifests(text: string, file: string): ParsedManifests {
  const objects = parseAllDocuments(text).flatMap((document) => (document.toJS() === null ? [] : [{ object: document.toJS() as JsonObject, file, line: 1, column: 1 }]));
  return { objects, errors: [] };
}
