import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unknownFields } from '../../../model/objects/index.ts';
import type { JsonObject } from '../../../model/kernel/index.ts';

const deployment: JsonObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', labels: { 'any.example/label': 'x' } },
  spec: {
    replica: 3,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web', imagePulPolicy: 'Always', resources: { requests: { 'example.com/gpu': '1' }, limit: { cpu: '1' } } }] } },
  },
};

describe('fields that a type does not have', () => {
  test('are named with their path, and with what may have been meant; keys of maps are no fields', () => {
    expect(unknownFields(deployment)).toEqual([
      { path: 'spec.replica', near: ['replicas'] },
      { path: 'spec.template.spec.containers[0].imagePulPolicy', near: ['imagePullPolicy'] },
      { path: 'spec.template.spec.containers[0].resources.limit', near: ['limits'] },
    ]);
  });

  test('are none of a kind that is not known, and none of anything else than objects', () => {
    expect(unknownFields({ apiVersion: 'example.com/v1', kind: 'Backup', anything: 1 })).toEqual([]);
    expect(unknownFields({ apiVersion: 'v1', kind: 'Pod', metadata: null, spec: 'none' })).toEqual([]);
  });

  test('are found in whatever is there, and nothing else is', () =>
    fc.assert(fc.property(fc.jsonValue(), fc.stringMatching(/^x[a-z]{12}$/), (value, name) => {
      expect(unknownFields({ kind: 'Pod', [name]: value }).map(({ path }) => path)).toEqual([name]);
    })));
});
