import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pod } from '../../../../../../model/objects/index.ts';
import { pod } from '../support.ts';
import { configuration, play } from './support.ts';

const web = pod('web');
const label = (key: string, value = 'true') => ({ patch: { metadata: { labels: { [key]: value } } } });
const sidecar = { inject: { name: 'proxy', image: 'envoy' } };

describe('mutating webhooks', () => {
  it('run one after the other, by the name of their configuration and then as listed', () => {
    const cache = [configuration('Mutating', 'b', { name: 'x' }), configuration('Mutating', 'a', { name: 'z' }, { name: 'y' })];
    expect(play({ object: web, cache }, {})).toMatchObject({ calls: ['z', 'y', 'x'], object: web });
  });

  it('each see what the ones before made of the object', () => {
    const cache = [configuration('Mutating', 'c', { name: 'a' }, { name: 'b' })];
    const { object } = play({ object: web, cache }, { a: label('mesh'), b: { when: { mesh: 'true' }, ...sidecar } });
    expect((object as Pod).spec.containers.map(({ name }) => name)).toEqual(['web', 'proxy']);
  });

  it('change nothing in a deletion', () => {
    const cache = [configuration('Mutating', 'c', { name: 'a', rules: [{ operations: ['DELETE'], apiGroups: ['*'], resources: ['*'] }] })];
    expect(play({ object: web, cache, request: { verb: 'delete' } }, { a: label('x') })).toMatchObject({ calls: ['a'], object: web });
  });

  describe('are invoked again', () => {
    const policy = (reinvocationPolicy: 'Never' | 'IfNeeded') => [configuration('Mutating', 'c', { name: 'first', reinvocationPolicy }, { name: 'second' })];

    it('when they ask for it and something changed after they ran', () => {
      expect(play({ object: web, cache: policy('IfNeeded') }, { second: sidecar }).calls).toEqual(['first', 'second', 'first']);
    });

    it('not by default: the first never sees the container that the second injects (B44)', () => {
      expect(play({ object: web, cache: policy('Never') }, { second: sidecar }).calls).toEqual(['first', 'second']);
    });

    it('not when nothing changed', () => {
      expect(play({ object: web, cache: policy('IfNeeded') }, {}).calls).toEqual(['first', 'second']);
    });

    it('not because of what they changed themselves', () => {
      expect(play({ object: web, cache: policy('IfNeeded') }, { first: sidecar }).calls).toEqual(['first', 'second']);
    });

    it('when the built-in plugins change the object once more', () => {
      const cache = [configuration('Mutating', 'c', { name: 'only', reinvocationPolicy: 'IfNeeded' as const })];
      const builtIn = (object: typeof web) => ({ ...object, metadata: { ...object.metadata, annotations: { 'kubernetes.io/limit-ranger': 'proxy' } } });
      expect(play({ object: web, cache }, { only: sidecar }, { builtIn }).calls).toEqual(['only', 'only']);
    });

    it('not for the first time: one that did not match in the first round stays out (B46)', () => {
      const late = { name: 'a-late', reinvocationPolicy: 'IfNeeded' as const, objectSelector: { matchLabels: { mesh: 'true' } } };
      const cache = [configuration('Mutating', 'c', late, { name: 'labels' })];
      expect(play({ object: web, cache }, { labels: label('mesh') }).calls).toEqual(['labels']);
      expect(play({ object: web, cache }, { labels: label('mesh') }, { mutants: { webhookIsToBeReinvoked: true } }).calls).toContain('a-late');
    });

    it('at most once, even if they undo each other', () => {
      const cache = [configuration('Mutating', 'c', { name: 'a', reinvocationPolicy: 'IfNeeded' }, { name: 'b', reinvocationPolicy: 'IfNeeded' })];
      const fight = { a: label('winner', 'a'), b: label('winner', 'b') };
      expect(play({ object: web, cache }, fight).calls).toEqual(['a', 'b', 'a', 'b']);
      expect(play({ object: web, cache }, fight, { mutants: { reinvocationIsTheFirst: true } }).calls.length).toBeGreaterThan(4);
    });

    it('never more than twice each, and the second time only if they ask for it', () => {
      const behaviour = fc.constantFrom({ allow: true } as const, label('x', '1'), label('x', '2'), sidecar, 'timeout' as const);
      const one = fc.record({ behaviour, reinvocationPolicy: fc.constantFrom('Never' as const, 'IfNeeded' as const) });
      fc.assert(
        fc.property(fc.array(one, { maxLength: 4 }), (webhooks) => {
          const specs = webhooks.map(({ reinvocationPolicy }, index) => ({ name: `w${index}`, reinvocationPolicy, failurePolicy: 'Ignore' as const }));
          const { calls } = play({ object: web, cache: [configuration('Mutating', 'c', ...specs)] }, Object.fromEntries(webhooks.map((each, index) => [`w${index}`, each.behaviour])));
          for (const { name, reinvocationPolicy } of specs) {
            const times = calls.filter((call) => call === name).length;
            expect(times).toBeGreaterThanOrEqual(1);
            expect(times).toBeLessThanOrEqual(reinvocationPolicy === 'IfNeeded' ? 2 : 1);
          }
        }),
      );
    });
  });

  describe('that fail', () => {
    const cache = (failurePolicy?: 'Fail' | 'Ignore') => [configuration('Mutating', 'c', { name: 'a', ...(failurePolicy && { failurePolicy }) }, { name: 'b' })];
    const rejection = { code: 500, reason: 'InternalError', message: 'Internal error occurred: failed calling webhook "a": failed to call webhook: context deadline exceeded' };

    it('reject the request by default', () => {
      expect(play({ object: web, cache: cache() }, { a: 'timeout' })).toMatchObject({ calls: ['a'], rejection });
      expect(play({ object: web, cache: cache('Fail') }, { a: 'timeout' })).toMatchObject({ rejection });
    });

    it('let it pass unseen when failurePolicy is Ignore, which is noted (B45)', () => {
      expect(play({ object: web, cache: cache('Ignore') }, { a: 'timeout' })).toMatchObject({ calls: ['a', 'b'], object: web, notes: [{ note: 'webhookFailedOpen', webhook: 'a' }] });
    });

    it('let it pass when the guard is forced', () => {
      expect(play({ object: web, cache: cache('Fail') }, { a: 'timeout' }, { mutants: { webhookFailsClosed: false } })).toMatchObject({ calls: ['a', 'b'] });
    });
  });

  describe('that deny', () => {
    it.each(['Fail', 'Ignore'] as const)('reject the request, whatever the failure policy (%s)', (failurePolicy) => {
      const cache = [configuration('Mutating', 'c', { name: 'a', failurePolicy }, { name: 'b' })];
      expect(play({ object: web, cache }, { a: { deny: 'no latest tags' } })).toEqual({
        calls: ['a'],
        notes: [],
        rejection: { code: 403, reason: 'Forbidden', message: 'admission webhook "a" denied the request: no latest tags' },
      });
      expect(play({ object: web, cache }, { a: { deny: 'no' } }, { mutants: { webhookAllows: true } }).calls).toEqual(['a', 'b']);
    });

    it('choose the code', () => {
      const cache = [configuration('Mutating', 'c', { name: 'a' })];
      expect(play({ object: web, cache }, { a: { deny: '', code: 422 } })).toMatchObject({ rejection: { code: 422, reason: 'Invalid', message: 'admission webhook "a" denied the request without explanation' } });
    });
  });

  it('with side effects are not called for a dry run, which fails', () => {
    const asked = { object: web, request: { options: { dryRun: true } } };
    const rejection = { code: 400, reason: 'BadRequest', message: 'admission webhook "a" does not support dry run' };
    expect(play({ ...asked, cache: [configuration('Mutating', 'c', { name: 'a' })] }, {})).toMatchObject({ calls: [], rejection });
    expect(play({ ...asked, cache: [configuration('Mutating', 'c', { name: 'a', sideEffects: 'None' })] }, {})).toMatchObject({ calls: ['a'] });
  });
});
