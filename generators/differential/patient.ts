import { keyFor, resourceOf, type KubernetesObject } from '../../model/objects/index.ts';
import type { Scenario, ScenarioCommand } from '../../model/scenario.ts';

/**
 * The scenario with a user who waits until nothing else happens before he touches again what he has touched before: otherwise how
 * it ends hangs on when he does it, and differs where nothing goes wrong, too. (So do the workloads that Sieve runs.)
 */
export function patient(scenario: Scenario): Scenario {
  const touched = new Set<string>();
  const commands = scenario.commands.map((command): ScenarioCommand => {
    const { key, namespace } = aboutOf(command);
    const isKnown = touched.has(key) || touched.has(namespace);
    touched.add(key);
    return isKnown ? { ...command, whenQuiet: true } : command;
  });
  // Only a calm cluster is ever quiet.
  return commands.some(({ whenQuiet }) => whenQuiet) ? { ...scenario, commands, timing: 'calm' } : scenario;
}

function aboutOf(command: ScenarioCommand): { readonly key: string; readonly namespace: string } {
  const { resource, namespace = 'default', name } = 'object' in command ? named(command.object as unknown as KubernetesObject) : command;
  return { key: keyFor(resource, namespace, name), namespace: keyFor('namespaces', undefined, namespace) };
}

function named(object: KubernetesObject): { readonly resource: string; readonly namespace?: string | undefined; readonly name: string } {
  return { resource: resourceOf(object), namespace: object.metadata.namespace, name: object.metadata.name };
}
