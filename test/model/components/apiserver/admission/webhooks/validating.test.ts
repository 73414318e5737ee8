import { describe, expect, it } from 'vitest';
import { validated, validatingCalls, type Rejection } from '../../../../../../model/components/apiserver/admission/index.ts';
import { answerOf } from '../../../../../../model/components/webhook/index.ts';
import type { KubernetesObject } from '../../../../../../model/objects/index.ts';
import { contextOf, inStep, pod, type Asked } from '../support.ts';
import { configuration, type Behaviours } from './support.ts';

/** Asks all webhooks at once; what each of them means for the request. */
function verdicts(cache: readonly KubernetesObject[], behaviours: Behaviours, asked: Partial<Asked> = {}): readonly (Rejection | undefined)[] {
  return inStep((step) => {
    const context = contextOf(step, { object: pod('web'), ...asked, cache });
    const asking = validatingCalls(context);
    if (asking.kind === 'rejected') return [asking.rejection];
    return asking.calls.map(({ webhook, review }) => {
      const behaviour = behaviours[webhook.name] ?? { allow: true };
      return validated(context, webhook, behaviour === 'timeout' ? { allowed: false, timedOut: true } : answerOf(behaviour, review.object));
    });
  }).result;
}

describe('validating webhooks', () => {
  it('are all asked at once, and each may reject', () => {
    const cache = [configuration('Validating', 'b', { name: 'x' }), configuration('Validating', 'a', { name: 'y' }, { name: 'z', failurePolicy: 'Ignore' })];
    expect(verdicts(cache, { x: { deny: 'no' }, z: 'timeout' })).toEqual([undefined, undefined, { code: 403, reason: 'Forbidden', message: 'admission webhook "x" denied the request: no' }]);
  });

  it('that fail reject the request by default', () => {
    expect(verdicts([configuration('Validating', 'a', { name: 'y' })], { y: 'timeout' })).toMatchObject([{ code: 500, reason: 'InternalError' }]);
  });

  it('that the request does not concern are not asked', () => {
    expect(verdicts([configuration('Validating', 'a', { name: 'y', objectSelector: { matchLabels: { a: 'b' } } })], { y: { deny: 'no' } })).toEqual([]);
    expect(verdicts([configuration('Mutating', 'a', { name: 'y' })], { y: { deny: 'no' } })).toEqual([]);
  });

  it('with side effects make a dry run fail', () => {
    const dryRun = { request: { options: { dryRun: true } } };
    expect(verdicts([configuration('Validating', 'a', { name: 'y', sideEffects: 'Some' })], {}, dryRun)).toMatchObject([{ code: 400 }]);
    expect(verdicts([configuration('Validating', 'a', { name: 'y', sideEffects: 'NoneOnDryRun' })], {}, dryRun)).toEqual([undefined]);
  });
});
