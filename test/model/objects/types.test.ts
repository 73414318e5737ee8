import { expectTypeOf, test } from 'vitest';
import type { Json, JsonObject } from '../../../model/kernel/json.ts';
import type { Container, Deployment, KubernetesObject, Kind, LabelSelector, Node, ObjectOf, Pod, Status } from '../../../model/objects/index.ts';

/** These hold when the file compiles. */
test('objects are plain JSON', () => {
  expectTypeOf<KubernetesObject>().toExtend<Json>();
  expectTypeOf<KubernetesObject>().toExtend<JsonObject>();
  expectTypeOf<Status>().toExtend<JsonObject>();
});

test('a reducer reads fields without ceremony', () => {
  expectTypeOf<Pod['spec']['containers'][number]['image']>().toEqualTypeOf<string | undefined>();
  expectTypeOf<NonNullable<Pod['status']>['phase']>().toEqualTypeOf<'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown' | undefined>();
  expectTypeOf<Pod['metadata']['name']>().toEqualTypeOf<string>();
  expectTypeOf<Pod['metadata']['labels']>().toEqualTypeOf<{ readonly [key: string]: string } | undefined>();
  expectTypeOf<Deployment['spec']['selector']>().toEqualTypeOf<LabelSelector>();
  expectTypeOf<ObjectOf<'Node'>>().toEqualTypeOf<Node>();
  expectTypeOf<KubernetesObject['kind']>().toEqualTypeOf<Kind>();
});

test('the kind tells the type', () => {
  const image = (object: KubernetesObject) => (object.kind === 'Pod' ? object.spec.containers[0]?.image : undefined);
  expectTypeOf(image).returns.toEqualTypeOf<string | undefined>();
});

test('a reducer builds the next object with spread; nothing can be written in place', () => {
  const run = (pod: Pod): Pod => ({ ...pod, status: { ...pod.status, phase: 'Running' } });
  expectTypeOf(run).parameter(0).toEqualTypeOf<Pod>();
  expectTypeOf<Pod['spec']['containers']>().toEqualTypeOf<readonly Container[]>();
});
