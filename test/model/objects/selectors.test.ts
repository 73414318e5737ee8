import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchesLabels, matchesLabelSelector, matchesNodeSelectorTerm, matchesRequiredNodeAffinity, tolerates, untoleratedTaint, type NodeSelectorRequirement, type Toleration } from '../../../model/objects/index.ts';
import { labels } from './arbitraries.ts';
import { node, pod } from './support.ts';

describe('label selectors', () => {
  test('none selects nothing, an empty one everything', () => {
    expect(matchesLabelSelector(undefined, { app: 'web' })).toBe(false);
    expect(matchesLabelSelector({}, undefined)).toBe(true);
  });

  test.each([
    [{ key: 'app', operator: 'In', values: ['web', 'db'] }, true],
    [{ key: 'app', operator: 'NotIn', values: ['web'] }, false],
    [{ key: 'tier', operator: 'NotIn', values: ['web'] }, true],
    [{ key: 'app', operator: 'Exists' }, true],
    [{ key: 'app', operator: 'DoesNotExist' }, false],
    [{ key: 'constructor', operator: 'Exists' }, false],
  ] as const)('%j of app=web: %s', (requirement, expected) => {
    expect(matchesLabelSelector({ matchExpressions: [requirement] }, { app: 'web' })).toBe(expected);
  });

  test('laws: labels select themselves; In and NotIn, Exists and DoesNotExist exclude each other', () => {
    fc.assert(
      fc.property(labels, labels, (one, other) => {
        expect(matchesLabelSelector({ matchLabels: one }, one)).toBe(true);
        expect(matchesLabels(one, { ...other, ...one })).toBe(true);
        for (const key of ['app', 'constructor']) {
          const matches = (operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist', values?: string[]) => matchesLabelSelector({ matchExpressions: [{ key, operator, ...(values && { values }) }] }, other);
          expect(matches('In', ['web'])).toBe(!matches('NotIn', ['web']));
          expect(matches('Exists')).toBe(!matches('DoesNotExist'));
        }
      }),
    );
  });
});

describe('node affinity', () => {
  const big = node({ 'example.com/cores': '16', zone: 'a' });
  const matches = (requirement: NodeSelectorRequirement) => matchesNodeSelectorTerm({ matchExpressions: [requirement] }, big);

  test('Gt and Lt compare whole numbers', () => {
    expect(matches({ key: 'example.com/cores', operator: 'Gt', values: ['8'] })).toBe(true);
    expect(matches({ key: 'example.com/cores', operator: 'Lt', values: ['8'] })).toBe(false);
    expect(matches({ key: 'zone', operator: 'Gt', values: ['8'] })).toBe(false);
    expect(matches({ key: 'example.com/cores', operator: 'Gt', values: ['1', '2'] })).toBe(false);
    expect(matches({ key: 'missing', operator: 'Lt', values: ['1'] })).toBe(false);
  });

  test('fields: the name of the node', () => {
    expect(matchesNodeSelectorTerm({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['node-1'] }] }, big)).toBe(true);
    expect(matchesNodeSelectorTerm({ matchFields: [{ key: 'metadata.name', operator: 'NotIn', values: ['node-1'] }] }, big)).toBe(false);
  });

  test('terms are alternatives, an empty term selects nothing, nodeSelector counts as well', () => {
    const requiring = (...nodeSelectorTerms: { readonly matchExpressions?: readonly NodeSelectorRequirement[] }[]) =>
      pod({ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } }, nodeSelector: { zone: 'a' } });
    const inZone = (zone: string) => ({ matchExpressions: [{ key: 'zone', operator: 'In', values: [zone] }] as const });
    expect(matchesRequiredNodeAffinity(requiring(inZone('b'), inZone('a')), big)).toBe(true);
    expect(matchesRequiredNodeAffinity(requiring(inZone('b')), big)).toBe(false);
    expect(matchesRequiredNodeAffinity(requiring({}), big)).toBe(false);
    expect(matchesRequiredNodeAffinity(pod({ nodeSelector: { zone: 'b' } }), big)).toBe(false);
    expect(matchesRequiredNodeAffinity(pod(), big)).toBe(true);
  });
});

describe('tolerations', () => {
  const taint = { key: 'disk', value: 'slow', effect: 'NoSchedule' } as const;
  test.each<[Toleration, boolean]>([
    [{ operator: 'Exists' }, true],
    [{ key: 'disk', operator: 'Exists' }, true],
    [{ key: 'disk', value: 'slow' }, true],
    [{ key: 'disk', operator: 'Equal', value: 'fast' }, false],
    [{ key: 'disk', operator: 'Exists', effect: 'NoExecute' }, false],
    [{ key: 'disk', operator: 'Exists', effect: 'NoSchedule', value: '' }, true],
    [{ key: 'other', operator: 'Exists' }, false],
  ])('%j: %s', (toleration, expected) => {
    expect(tolerates(toleration, taint)).toBe(expected);
  });

  test('of the taints that nothing tolerates, the first', () => {
    const soft = { key: 'soft', effect: 'PreferNoSchedule' } as const;
    expect(untoleratedTaint([soft, taint], [{ key: 'soft', operator: 'Exists' }])).toBe(taint);
    expect(untoleratedTaint([soft], [])).toBeUndefined();
    expect(untoleratedTaint([soft], [], ['PreferNoSchedule'])).toBe(soft);
  });
});
