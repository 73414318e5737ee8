import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../model/kernel/json.ts';
import { badRequestMessage, decode, nearMatches } from '../../../model/objects/index.ts';
import { json, object } from './arbitraries.ts';
import { decoded } from './support.ts';

const pod = (spec: JsonObject, metadata: JsonObject = { name: 'web' }): JsonObject => ({ apiVersion: 'v1', kind: 'Pod', metadata, spec });

function errorsOf(value: Json) {
  const result = decode(value);
  return 'errors' in result ? result.errors : [];
}

describe('decoding is Go\'s', () => {
  test('what is missing or null is the zero value where Go has one, and absent elsewhere', () => {
    expect(decoded({ apiVersion: 'v1', kind: 'Pod', metadata: { generateName: 'web-', creationTimestamp: null }, status: null })).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: '', generateName: 'web-' },
      spec: { containers: [] },
    });
    expect(decoded({ apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata: { name: 's' }, addressType: 'IPv4', endpoints: null, ports: null })).not.toHaveProperty('endpoints');
    expect(decoded(pod({ containers: [null] }))).toMatchObject({ spec: { containers: [{ name: '' }] } });
    expect(decoded(pod({ nodeSelector: { zone: null } }))).toMatchObject({ spec: { nodeSelector: { zone: '' } } });
  });

  test('quantities may be numbers, and come out canonical', () => {
    const resources = { requests: { cpu: 0.5, memory: '1024Mi' }, limits: { cpu: 2, memory: ' 1Gi ' } };
    expect(decoded(pod({ containers: [{ name: 'a', resources }] }))).toMatchObject({ spec: { containers: [{ resources: { requests: { cpu: '500m', memory: '1Gi' }, limits: { cpu: '2', memory: '1Gi' } } }] } });
  });

  test('unknown fields are kept, at every level', () => {
    const unknown = { list: [1, null, { deep: true }] };
    const kept = { ...pod({ containers: [{ name: 'a', unknown }], unknown, affinity: { unknown } }), unknown };
    expect(decoded(kept)).toEqual(kept);
  });

  test('__proto__ is dropped; other names that objects have by birth are good labels', () => {
    const result = decoded(JSON.parse('{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","labels":{"__proto__":"x","constructor":"y"}},"x":{"__proto__":{"polluted":true}}}') as Json);
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect(result.metadata.labels).toEqual({ constructor: 'y' });
    expect({}).not.toHaveProperty('polluted');
  });
});

describe('a value of the wrong type is refused in Kubernetes\' words', () => {
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  const wrong = pod({ containers: [], affinity: { nodeAffinity: { [required]: [] } } });

  test('with the path of the field', () => {
    expect(errorsOf(wrong)).toMatchObject([
      { type: 'Invalid value', field: `spec.affinity.nodeAffinity.${required}`, path: ['spec', 'affinity', 'nodeAffinity', required], message: `spec.affinity.nodeAffinity.${required}: Invalid value: "array": must be of type object` },
    ]);
  });

  test('and as the API server\'s decoder says it', () => {
    expect(badRequestMessage(wrong, errorsOf(wrong) as never)).toBe(
      `Pod in version "v1" cannot be handled as a Pod: json: cannot unmarshal array into Go struct field NodeAffinity.spec.affinity.nodeAffinity.${required} of type v1.NodeSelector`,
    );
  });

  test.each<[JsonObject, string, string]>([
    [pod({ containers: {} }), 'spec.containers: Invalid value: "object": must be of type array', 'json: cannot unmarshal object into Go struct field PodSpec.spec.containers of type []v1.Container'],
    [pod({ containers: [{ name: 1 }] }), 'spec.containers[0].name: Invalid value: "number": must be of type string', 'json: cannot unmarshal number into Go struct field Container.spec.containers.name of type string'],
    [pod({ priority: 1.5 }), 'spec.priority: Invalid value: "number": must be of type integer (int32)', 'json: cannot unmarshal number 1.5 into Go struct field PodSpec.spec.priority of type int32'],
    [pod({ priority: 3_000_000_000 }), 'spec.priority: Invalid value: "number": must be of type integer (int32)', 'json: cannot unmarshal number into Go struct field PodSpec.spec.priority of type int32'],
    [pod({ hostNetwork: 'yes' }), 'spec.hostNetwork: Invalid value: "string": must be of type boolean', 'json: cannot unmarshal string into Go struct field PodSpec.spec.hostNetwork of type bool'],
    [pod({}, { name: 'a', labels: { version: 1 } }), 'metadata.labels[version]: Invalid value: "number": must be of type string', 'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string'],
    [pod({ overhead: { cpu: '1x' } }), `spec.overhead[cpu]: Invalid value: "1x": quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`, `quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`],
  ])('%j', (value, message, goMessage) => {
    expect(errorsOf(value)).toMatchObject([{ message, goMessage }]);
  });
});

describe('what is no object of a known kind', () => {
  test.each<[Json, string]>([
    [null, '<root>: Invalid value: "null": must be an object with apiVersion and kind'],
    [[], '<root>: Invalid value: "array": must be an object with apiVersion and kind'],
    [{ apiVersion: 'v1' }, 'kind: Required value: every object says its apiVersion and its kind'],
    [{ kind: 'Pod' }, 'apiVersion: Required value: every object says its apiVersion and its kind'],
    [{ apiVersion: 'v1', kind: 'Pdo' }, 'kind: Invalid value: "Pdo": the model does not know this kind; did you mean Pod?'],
    [{ apiVersion: 'extensions/v1beta1', kind: 'Deployment' }, 'apiVersion: Invalid value: "extensions/v1beta1": no kind "Deployment" is known in version "extensions/v1beta1"; it is in "apps/v1"'],
  ])('%j', (value, message) => {
    expect(errorsOf(value)).toMatchObject([{ message }]);
  });

  test('a kind that nothing resembles gets the list of those that there are', () => {
    expect(errorsOf({ apiVersion: 'v1', kind: 'constructor' })[0]?.message).toContain('known kinds: Binding, ClusterRole');
    expect(nearMatches('deploymnet', ['Deployment', 'Endpoints'])).toEqual(['Deployment']);
  });
});

test('a document as deep as a well is refused, not a stack overflow', () => {
  const deep = (levels: number) => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`) as Json;
  expect(errorsOf({ ...pod({}), x: deep(250) })).toEqual([]);
  expect(errorsOf({ ...pod({}), x: deep(5000) })).toMatchObject([{ message: '<root>: Invalid value: "object": nested more than 300 levels deep' }]);
});

describe('laws', () => {
  test('whatever the JSON, decoding answers', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(errorsOf(value).length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  test('decoding what was decoded changes nothing, once quantities are settled, and loses nothing', () => {
    // A binary quantity that no binary suffix fits is written as a plain number, and that is read as a decimal one.
    const unsettled = { apiVersion: 'v1', kind: 'LimitRange', metadata: {}, spec: { limits: [{ type: '', default: { cpu: '9234.375Ki' } }] } };
    const isPlain = (text: string): boolean => /"-?\d{4,}"/.test(text);
    fc.assert(
      fc.property(object, (value) => {
        const once = decoded(value);
        const twice = decoded(once);
        expect(decoded(twice)).toEqual(twice);
        if (!isPlain(JSON.stringify(once))) expect(twice).toEqual(once);
        expect((once as JsonObject)['unknown']).toEqual((value as JsonObject)['unknown']);
      }),
      { numRuns: 500, examples: [[unsettled as never]] },
    );
  });
});
