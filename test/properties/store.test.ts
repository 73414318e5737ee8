import { describe, expect, it } from 'vitest';
import type { Happening, JsonObject } from '../../model/kernel/index.ts';
import { answersAreCurrent } from '../../properties/store/answersAreCurrent.ts';
import { casIntegrity } from '../../properties/store/casIntegrity.ts';
import { createIsUnique } from '../../properties/store/createIsUnique.ts';
import { deletionIsFinal } from '../../properties/store/deletionIsFinal.ts';
import { finalizersAreRespected } from '../../properties/store/finalizersAreRespected.ts';
import { noOpWritesNothing } from '../../properties/store/noOpWritesNothing.ts';
import { preconditionsHold } from '../../properties/store/preconditionsHold.ts';
import { revisionsGrow } from '../../properties/store/revisionsGrow.ts';
import { uidIsUnique } from '../../properties/store/uidIsUnique.ts';
import { commits, judged, reacts, storedPod, takesUp } from './support.ts';

const at = (resourceVersion: string, more: JsonObject = {}) => storedPod('web', { metadata: { resourceVersion, ...more } });

describe('revisions-grow', () => {
  it('holds of versions that grow, of each object by itself, across incarnations', () => {
    expect(judged(revisionsGrow, [commits('ADDED', at('1')), commits('ADDED', storedPod('db', { metadata: { resourceVersion: '1' } })), commits('DELETED', at('2')), commits('ADDED', at('3'))])).toBeUndefined();
  });
  it('is broken by an incarnation that begins anew, and by a change of what was there from the beginning that shows no new version', () => {
    expect(judged(revisionsGrow, [commits('ADDED', at('1')), commits('DELETED', at('2')), commits('ADDED', at('1'))])).toBe('pods/default/web was committed at version 1, after version 2');
    expect(judged(revisionsGrow, [commits('MODIFIED', at('1'))])).toBe('pods/default/web was committed at version 1, after version 1');
  });
  it('is broken by two commits of one version', () => {
    expect(judged(revisionsGrow, [commits('ADDED', at('5')), commits('MODIFIED', at('5'))])).toBe('pods/default/web was committed at version 5, after version 5');
  });
});

describe('cas-integrity', () => {
  const update = (resourceVersion: string) => takesUp('kubectl/0.command', { verb: 'update', name: 'web', body: { metadata: { name: 'web', resourceVersion } } });

  it('holds when an update replaces the version that it was made to', () => {
    expect(judged(casIntegrity, [commits('ADDED', at('5'), { request: 'other/0.x' }), update('5'), commits('MODIFIED', at('6'), { expect: '5' })])).toBeUndefined();
  });
  it('is broken when it replaces a later one', () => {
    const happened = [commits('ADDED', at('5'), { request: 'other/0.x' }), update('5'), commits('MODIFIED', at('6'), { request: 'other/0.x' }), commits('MODIFIED', at('7'))];
    expect(judged(casIntegrity, happened)).toBe('an update of pods/default/web that was made to version 5 has replaced version 6');
  });
  it('is broken by a transaction that was computed from another version, whatever the client asked for', () => {
    expect(judged(casIntegrity, [commits('ADDED', at('5')), commits('MODIFIED', at('7'), { expect: '4' })])).toBe('a transaction on pods/default/web that was computed from version 4 has replaced version 5');
  });
});

describe('create-is-unique', () => {
  it('holds when a name is given again after a deletion', () => {
    expect(judged(createIsUnique, [commits('ADDED', at('5', { uid: 'a' })), commits('DELETED', at('6', { uid: 'a' })), commits('ADDED', at('7', { uid: 'b' }))])).toBeUndefined();
  });
  it('is broken when another object takes the place of one that lives', () => {
    expect(judged(createIsUnique, [commits('ADDED', at('5', { uid: 'a' })), commits('MODIFIED', at('7', { uid: 'b' }))])).toBe('pods default/web (uid a) was replaced by another object (uid b)');
  });
  it('is broken by a create that is refused although nothing has its name', () => {
    const refused = (current: JsonObject | null) => reacts('etcd', { send: [{ to: 'apiserver', message: { type: 'txnReply', id: '1', succeeded: false, current } }] }, 'apiserver', { type: 'txn', id: '1', key: 'pods/default/web', resource: 'pods', expect: '0' });
    expect(judged(createIsUnique, [refused(null)])).toBe('the create of pods/default/web was refused, and nothing has that name');
    expect(judged(createIsUnique, [refused(at('5', { uid: 'a' }))])).toBeUndefined();
  });
});

describe('deletion-is-final', () => {
  const deleting = (grace: number) => at('6', { deletionTimestamp: 'now', deletionGracePeriodSeconds: grace });

  it('holds when the grace period shrinks and the object goes', () => {
    expect(judged(deletionIsFinal, [commits('MODIFIED', deleting(30)), commits('MODIFIED', deleting(0)), commits('DELETED', deleting(0)), commits('ADDED', at('9'))])).toBeUndefined();
  });
  it.each([
    ['was being deleted, and now it is not', at('7')],
    ['grew from 30 s to 60 s', deleting(60)],
  ])('is broken when the deletion %s', (why, after) => {
    expect(judged(deletionIsFinal, [commits('MODIFIED', deleting(30)), commits('MODIFIED', after)])).toContain(why);
  });
});

describe('finalizers-are-respected', () => {
  const leaving = (...finalizers: string[]) => at('6', { deletionTimestamp: 'now', finalizers });

  it('holds when the finalizers go one by one, then the object', () => {
    expect(judged(finalizersAreRespected, [commits('MODIFIED', leaving('a', 'b')), commits('MODIFIED', leaving('b')), commits('DELETED', leaving())])).toBeUndefined();
  });
  it('is broken by a removal before that', () => {
    expect(judged(finalizersAreRespected, [commits('DELETED', leaving('a'))])).toBe('pods default/web was removed while it had the finalizers a');
  });
  it('holds when an update takes the last finalizer off, which removes the object as it was before', () => {
    const request = { verb: 'patch', name: 'web', resource: 'pods' };
    const updates = reacts('apiserver', { set: { 'request/kubectl/0.command': { request, prepared: leaving(), plan: { change: 'delete' } } } });
    expect(judged(finalizersAreRespected, [commits('MODIFIED', leaving('a')), updates, commits('DELETED', leaving('a'))])).toBeUndefined();
  });
  it('is broken by a finalizer that comes too late', () => {
    expect(judged(finalizersAreRespected, [commits('MODIFIED', leaving('a')), commits('MODIFIED', leaving('a', 'b'))])).toBe('pods default/web got the finalizer b while it was being deleted');
  });
});

describe('preconditions-hold', () => {
  const removal = takesUp('kubelet-node-1/0.delete/web', { verb: 'delete', name: 'web', options: { preconditions: { uid: 'first' } } });
  const binding = takesUp('scheduler/0.bind/web', { verb: 'create', subresource: 'binding', body: { metadata: { uid: 'first' } } });

  it('holds when the request reaches the object that it names', () => {
    expect(judged(preconditionsHold, [removal, commits('DELETED', at('6', { uid: 'first' }), { request: 'kubelet-node-1/0.delete/web' })])).toBeUndefined();
  });
  it('is broken when a deletion reaches its successor', () => {
    expect(judged(preconditionsHold, [removal, commits('DELETED', at('6', { uid: 'second' }), { request: 'kubelet-node-1/0.delete/web' })])).toContain('with uid first has changed the one with uid second');
  });
  it('is broken when a binding does', () => {
    expect(judged(preconditionsHold, [binding, commits('MODIFIED', at('6', { uid: 'second' }), { request: 'scheduler/0.bind/web' })])).toContain('with uid first has changed the one with uid second');
  });
  it('asks nothing of requests that have ended, or that an earlier life of the API server took up', () => {
    const ended = reacts('apiserver', { set: { 'request/kubelet-node-1/0.delete/web': undefined } });
    const late = commits('DELETED', at('6', { uid: 'second' }), { request: 'kubelet-node-1/0.delete/web' });
    expect(judged(preconditionsHold, [removal, ended, late])).toBeUndefined();
    expect(judged(preconditionsHold, [removal, { kind: 'crash', component: 'apiserver' }, late])).toBeUndefined();
  });
});

describe('answers-are-current', () => {
  const asks = (verb: string): Happening => reacts('kubectl', { send: [{ to: 'apiserver', message: { type: 'request', id: '0.command', user: 'kubernetes-admin', verb, resource: 'pods', namespace: 'default', name: 'web' } }] });
  const told = (object: JsonObject): Happening => reacts('kubectl', {}, 'apiserver', { type: 'reply', id: '0.command', code: 200, object });

  it('holds of an answer that is as new as what was stored when kubectl asked', () => {
    expect(judged(answersAreCurrent, [commits('ADDED', at('5')), asks('get'), commits('MODIFIED', at('6')), told(at('5'))])).toBeUndefined();
  });
  it('is broken by an older one', () => {
    expect(judged(answersAreCurrent, [commits('ADDED', at('5')), commits('MODIFIED', at('6')), asks('patch'), told(at('5'))])).toBe('kubectl asked about pods/default/web after its revision 6, and was told what it was at revision 5');
  });
  it('is broken when kubectl is told of an object that was never stored', () => {
    expect(judged(answersAreCurrent, [asks('create'), told(at('6'))])).toBe('kubectl was told that pods/default/web was created, and nothing of it was stored');
  });
});

describe('uid-is-unique', () => {
  const pod = (uid: string) => at('5', { uid });
  it('holds when a name is given again to an object with a UID of its own', () => {
    expect(judged(uidIsUnique, [commits('ADDED', pod('a')), commits('MODIFIED', pod('a')), commits('DELETED', pod('a')), commits('ADDED', pod('b'))])).toBeUndefined();
  });
  it('is broken by a UID that was had before, under this name or another one', () => {
    expect(judged(uidIsUnique, [commits('DELETED', pod('a')), commits('ADDED', pod('a'))])).toBe('pods default/web has the uid a, which one of its name had that was removed');
    expect(judged(uidIsUnique, [commits('DELETED', pod('a')), commits('ADDED', storedPod('db', { metadata: { uid: 'a' } }))])).toBe('pods default/db has the uid a, which pods default/web had that was removed');
  });
});

describe('no-op-writes-nothing', () => {
  const base = at('5');
  const writes = (verb: string, put: JsonObject) =>
    reacts('apiserver', { set: { 'request/kubectl/0.command': { request: { verb }, base } }, send: [{ to: 'etcd', message: { type: 'txn', id: '0.request/kubectl/0.command', key: 'pods/default/web', resource: 'pods', expect: '5', put } }] });

  it('holds of an update that changes something, whatever that is', () => {
    expect(judged(noOpWritesNothing, [writes('patch', { ...base, spec: { nodeName: 'node-1' } })])).toBeUndefined();
  });
  it('is broken by one that writes what is stored', () => {
    expect(judged(noOpWritesNothing, [writes('update', { ...base })])).toBe('pods/default/web is written as it is stored already, at version 5');
  });
  it('is about updates: who binds a pod to the node that it has is told so', () => {
    expect(judged(noOpWritesNothing, [writes('create', { ...base })])).toBeUndefined();
  });
});
