import { describe, expect, it } from 'vitest';
import { checkRandom } from '../../generators/random/checkRandom.ts';
import { scenarios } from '../../generators/scenarios/index.ts';
import { cluster } from '../../model/cluster/cluster.ts';
import type { JsonObject } from '../../model/kernel/index.ts';
import { faultNames, scenario, type FaultName } from '../../model/scenario.ts';
import { monitor, wrong } from '../../properties/cluster.ts';
import { sourceFiles } from '../house/files.ts';

const objectsOf = (name: string): readonly JsonObject[] => scenarios.find((each) => each.name === name)?.scenario.objects ?? [];

/** The volume and the claim of the scenario `volumes`, before anybody has bound them. */
const unbound = objectsOf('volumes').map((object): JsonObject => {
  const { claimRef: _claimRef, volumeName: _volumeName, ...spec } = (object['spec'] ?? {}) as JsonObject;
  return object['kind'] === 'StorageClass' ? object : { ...object, spec, status: { phase: 'Pending' } };
});

describe('the faults of a scenario', () => {
  it('are all that components and channels offer, and no other', () => {
    const source = sourceFiles().filter(({ path }) => /^model\/(?:components|cluster)\//.test(path));
    const named = (pattern: RegExp): readonly string[] => source.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, name = '']) => name));
    const ofComponents = named(/\bfault(?:\(|: )'(\w+)'/g);
    const ofConnections = named(/'(\w+)' satisfies FaultName/g);
    expect(new Set([...ofComponents, ...ofConnections])).toEqual(new Set(faultNames));
  });

  it.each<[FaultName, string, readonly JsonObject[]]>([
    ['expectationsExpire', 'deployment', objectsOf('deployment')],
    ['volumeBindingTimeout', 'volumes', unbound],
  ])('%s strikes when its budget allows it: %s', async (fault, name, objects) => {
    const named = scenarios.find((each) => each.name === name);
    const never = monitor({
      name: 'never-strikes',
      statement: `${fault} never strikes.`,
      source: 'made up',
      initial: false,
      judge: (seen, happening) => (happening.kind === 'reaction' && (happening.reaction.faults ?? []).includes(fault) ? wrong('it did') : seen),
    });
    const verdictWith = async (budget: number): Promise<string> => (await checkRandom(cluster(scenario({ name, ...named?.scenario, objects: [...objects], faults: { [fault]: budget } })), [never], { seed: 1, runs: budget === 0 ? 3 : 300, shrink: false })).verdict;
    expect(await verdictWith(1)).toBe('violated');
    expect(await verdictWith(0)).toBe('held');
  }, 120_000);
});
