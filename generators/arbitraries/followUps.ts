import * as fc from 'fast-check';
import type { JsonObject } from '../../model/kernel/index.ts';
import type { ScenarioCommand } from '../../model/scenario.ts';
import { images } from './vocabulary.ts';

/** Something the user does to an object that he applied before. */
export interface FollowUp {
  readonly verb: 'delete' | 'force delete' | 'scale' | 'update';
  /** Which of the objects that this can be done to. */
  readonly target: number;
  readonly replicas: number;
}

export const followUpArbitrary: fc.Arbitrary<FollowUp> = fc.record({
  verb: fc.constantFrom('delete', 'scale', 'update', 'force delete'),
  target: fc.nat({ max: 3 }),
  replicas: fc.nat({ max: 3 }),
});

type Named = JsonObject & { readonly kind: string; readonly metadata: { readonly name: string } };

/** As commands; one that has nothing to be done to is left out. */
export function followUps(commands: readonly ScenarioCommand[], wanted: readonly FollowUp[]): ScenarioCommand[] {
  const applied = commands.flatMap((command) => ('object' in command ? [command.object as Named] : []));
  return wanted.flatMap(({ verb, target, replicas }): ScenarioCommand[] => {
    const isDelete = verb === 'delete' || verb === 'force delete';
    const candidates = applied.filter(({ kind }) => kind === 'Deployment' || (isDelete && kind === 'Pod'));
    const object = candidates[target % candidates.length];
    if (object === undefined) return [];
    const { kind, metadata } = object;
    const named = { resource: kind === 'Pod' ? 'pods' : 'deployments', name: metadata.name };
    switch (verb) {
      case 'delete':
        return [{ verb, ...named }];
      case 'force delete':
        return [{ verb: 'delete', ...named, force: true }];
      case 'scale':
        return [{ verb, ...named, replicas }];
      case 'update':
        return [{ verb: 'apply', object: withImage(object, images[1]) }];
    }
  });
}

/** The Deployment with another image in its first container: a new revision, unless it had that one. */
function withImage(deployment: JsonObject, image: string): JsonObject {
  const { spec } = deployment as unknown as { readonly spec: { readonly template: { readonly spec: { readonly containers: readonly JsonObject[] } } } };
  const { template } = spec;
  const containers = template.spec.containers.map((container, index) => (index === 0 ? { ...container, image } : container));
  return { ...deployment, spec: { ...spec, template: { ...template, spec: { ...template.spec, containers } } } };
}
