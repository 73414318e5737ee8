import { expect, test } from 'vitest';
import { cni } from '../../../../model/components/cni/cni.ts';
import { message, runReaction } from '../../../support/parts.ts';

const plugin = cni({ name: 'cni-node-1', nodeIndex: 0, addresses: 2 });

function request(parts: object, call: 'ADD' | 'DEL', podUid: string, mutants = {}) {
  const { reaction, parts: after } = runReaction(plugin, parts as never, message('runtime-node-1', { type: 'cni', id: '0', call, podUid, podKey: `default/${podUid}` }), { mutants });
  return { parts: after, reply: reaction.send?.[0]?.message };
}

test('addresses are unique, and the lowest free one comes next', () => {
  const one = request({}, 'ADD', 'a');
  expect(one.reply).toMatchObject({ ok: true, ip: '10.244.0.2' });
  const two = request(one.parts, 'ADD', 'b');
  expect(two.reply).toMatchObject({ ok: true, ip: '10.244.0.3' });
  expect(request(two.parts, 'ADD', 'c').reply).toMatchObject({ ok: false, error: expect.stringContaining('no IP addresses available') });
  expect(request(request(two.parts, 'DEL', 'a').parts, 'ADD', 'c').reply).toMatchObject({ ok: true, ip: '10.244.0.2' });
});

test('ADD again gives the same address, DEL again succeeds', () => {
  const one = request({}, 'ADD', 'a');
  expect(request(one.parts, 'ADD', 'a')).toEqual(one);
  const gone = request(one.parts, 'DEL', 'a');
  expect(gone).toMatchObject({ parts: {}, reply: { ok: true } });
  expect(request(gone.parts, 'DEL', 'a')).toEqual(gone);
});

test('without its guard, two sandboxes would have one address', () => {
  const one = request({}, 'ADD', 'a');
  expect(request(one.parts, 'ADD', 'b', { addressIsFree: true }).reply).toMatchObject({ ip: '10.244.0.2' });
});
