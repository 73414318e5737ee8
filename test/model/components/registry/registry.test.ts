import { expect, test } from 'vitest';
import { registry } from '../../../../model/components/registry/registry.ts';
import { message, runReactions } from '../../../support/parts.ts';

function pull(image: string, options: Parameters<typeof runReactions>[3] = {}) {
  const input = message('runtime-node-1', { type: 'pull', id: '0', image });
  return runReactions(registry({ missing: ['nope', 'nginx:9'] }), {}, input, options).map(({ reaction }) => reaction.send?.[0]?.message);
}

test('it has every image but the missing ones', () => {
  expect(pull('nginx:1')).toMatchObject([{ type: 'pulled', image: 'nginx:1', ok: true }]);
  for (const image of ['nope', 'nope:latest', 'nope@sha256:0', 'nginx:9']) expect(pull(image)).toMatchObject([{ ok: false, permanent: true }]);
  expect(pull('nopey:1')).toMatchObject([{ ok: true }]);
});

test('the fault imagePullFailure makes one pull fail, and is worth a retry', () => {
  const ways = pull('nginx:1', { faults: ['imagePullFailure'] });
  expect(ways).toMatchObject([{ ok: true }, { ok: false }]);
  expect(ways[1]).not.toHaveProperty('permanent');
});

test('without its guard, it would have what was never pushed', () => {
  expect(pull('nope:1', { mutants: { imageExists: true } })).toMatchObject([{ ok: true }]);
});
