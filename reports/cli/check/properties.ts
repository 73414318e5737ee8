import type { ClusterProperty } from '../../../properties/cluster.ts';
import { unknownName } from '../nearest.ts';
import type { Toolbox } from '../toolbox.ts';

/** The properties with these names, or all when none is named. */
export function chosenProperties(toolbox: Toolbox, names: readonly string[] | undefined, program: string): readonly ClusterProperty[] {
  if (names === undefined || names.length === 0) return toolbox.properties;
  const known = toolbox.properties.map(({ name }) => name);
  for (const name of names) if (!known.includes(name)) throw unknownName('property', name, known, `${program} list properties`);
  return toolbox.properties.filter(({ name }) => names.includes(name));
}
