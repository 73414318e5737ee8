import { expect, test } from 'vitest';
import { csi } from '../../../../model/components/csi/csi.ts';
import { message, runReaction } from '../../../support/parts.ts';

const driver = csi({ name: 'csi-node-1' });

function request(parts: object, call: 'attach' | 'mount' | 'unmount', podUid = 'a', mutants = {}) {
  const { reaction, parts: after } = runReaction(driver, parts as never, message('kubelet-node-1', { type: 'csi', id: '0', call, volume: 'default/db', podUid, podKey: `default/${podUid}` }), { mutants });
  return { parts: after, reply: reaction.send?.[0]?.message };
}

test('attached, then mounted; each as often as one likes', () => {
  const attached = request({}, 'attach');
  expect(request(attached.parts, 'attach')).toEqual(attached);
  const mounted = request(attached.parts, 'mount');
  expect(mounted.parts).toEqual({ 'volume/default/db': { mountedBy: ['a'] } });
  expect(request(mounted.parts, 'mount')).toEqual(mounted);
});

test('what is not attached cannot be mounted', () => {
  expect(request({}, 'mount').reply).toMatchObject({ ok: false });
  expect(request({}, 'mount', 'a', { volumeIsAttached: true }).reply).toMatchObject({ ok: true });
});

test('the volume is detached when the last pod leaves', () => {
  const { parts } = request(request(request({}, 'attach').parts, 'mount', 'a').parts, 'mount', 'b');
  const left = request(parts, 'unmount', 'a');
  expect(left.parts).toEqual({ 'volume/default/db': { mountedBy: ['b'] } });
  expect(request(left.parts, 'unmount', 'b').parts).toEqual({});
  expect(request(parts, 'unmount', 'a', { lastPodLeaves: true }).parts).toEqual({});
});
