import { describe, expect, it } from 'vitest';
import { object, pod } from '../support.ts';
import { Evaluation, podOf, quota, usedIn, withVersion } from './support.ts';

/** The figures of the task page "Configure Memory and CPU Quotas for a Namespace". */
const hard = { 'requests.cpu': '1', 'requests.memory': '1Gi', 'limits.cpu': '2', 'limits.memory': '2Gi' };
const memCpuDemo = quota('mem-cpu-demo', hard);
const first = podOf('quota-mem-cpu-demo', { memory: '600Mi', cpu: '400m' }, { memory: '800Mi', cpu: '800m' });
const second = podOf('quota-mem-cpu-demo-2', { memory: '700Mi', cpu: '400m' }, { memory: '1Gi', cpu: '800m' });
const afterFirst = { 'limits.cpu': '800m', 'limits.memory': '800Mi', 'requests.cpu': '400m', 'requests.memory': '600Mi' };
const exceeded = {
  code: 403,
  reason: 'Forbidden',
  message: 'pods "quota-mem-cpu-demo-2" is forbidden: exceeded quota: mem-cpu-demo, requested: requests.memory=700Mi, used: requests.memory=600Mi, limited: requests.memory=1Gi',
};

describe('quota', () => {
  describe('of 1Gi', () => {
    it('charges the pod of 600Mi before it is committed, and then lets it pass', () => {
      const evaluation = new Evaluation([memCpuDemo]);
      const turn = evaluation.submit('r1', { object: first });
      expect(turn).toMatchObject({ resolved: [], write: { key: 'resourcequotas/default/mem-cpu-demo', resource: 'resourcequotas', expect: '5' } });
      expect(usedIn(turn)).toEqual(afterFirst);
      expect(evaluation.commit(turn)).toEqual({ resolved: [{ id: 'r1' }] });
    });

    it('rejects the pod of 700Mi after it, in the words of Kubernetes', () => {
      expect(new Evaluation([quota('mem-cpu-demo', hard, afterFirst)]).submit('r2', { object: second })).toEqual({ resolved: [{ id: 'r2', rejection: exceeded }] });
    });

    it('rejects it even while the cache does not show what this API server wrote itself', () => {
      const evaluation = new Evaluation([memCpuDemo]);
      evaluation.commit(evaluation.submit('r1', { object: first }));
      expect(evaluation.submit('r2', { object: second }).resolved).toEqual([{ id: 'r2', rejection: exceeded }]);
    });

    it('without that knowledge relies on etcd to notice', () => {
      const evaluation = new Evaluation([memCpuDemo], { mutants: { quotaOwnWriteIsSeen: false } });
      evaluation.commit(evaluation.submit('r1', { object: first }));
      expect(evaluation.submit('r2', { object: second })).toMatchObject({ resolved: [], write: { expect: '5' } });
    });

    it('forgets its own write when the cache has caught up', () => {
      const evaluation = new Evaluation([memCpuDemo]);
      evaluation.commit(evaluation.submit('r1', { object: first }), '9');
      expect(evaluation.parts).toHaveProperty(['quota-seen/default/mem-cpu-demo']);
      evaluation.cache = [quota('mem-cpu-demo', hard, {}, '12')];
      evaluation.submit('r2', { object: second });
      expect(evaluation.parts).not.toHaveProperty(['quota-seen/default/mem-cpu-demo']);
    });

    it('lets everything pass when its guard is forced', () => {
      const turn = new Evaluation([quota('mem-cpu-demo', hard, afterFirst)], { mutants: { quotaIsNotExceeded: true } }).submit('r2', { object: second });
      expect(usedIn(turn)).toMatchObject({ 'requests.memory': '1300Mi' });
    });
  });

  it('demands that containers say what they need where cpu or memory is limited', () => {
    const rejection = (asked: ReturnType<typeof pod>) => new Evaluation([memCpuDemo]).submit('r', { object: asked }).resolved[0]?.rejection?.message;
    expect(rejection(pod('web'))).toBe(
      'pods "web" is forbidden: failed quota: mem-cpu-demo: must specify limits.cpu for: web; limits.memory for: web; requests.cpu for: web; requests.memory for: web',
    );
    expect(rejection(podOf('web', { cpu: '1m', memory: '1Mi' }, { cpu: '1' }))).toBe('pods "web" is forbidden: failed quota: mem-cpu-demo: must specify limits.memory for: web-ctr');
    expect(new Evaluation([memCpuDemo], { mutants: { quotaResourcesAreSpecified: true } }).submit('r', { object: pod('web') })).toEqual({ resolved: [{ id: 'r' }] });
  });

  it('counts objects', () => {
    const full = quota('objects', { 'pods': '1', 'count/pods': '2' }, { 'pods': '1', 'count/pods': '1' });
    expect(new Evaluation([full]).submit('r', { object: pod('web') }).resolved[0]?.rejection?.message).toBe(
      'pods "web" is forbidden: exceeded quota: objects, requested: pods=1, used: pods=1, limited: pods=1',
    );
    const deployments = quota('objects', { 'count/deployments.apps': '1' });
    const turn = new Evaluation([deployments]).submit('r', { object: object('Deployment', 'web', {}, 'default'), request: { resource: 'deployments' } });
    expect(usedIn(turn)).toEqual({ 'count/deployments.apps': '1' });
  });

  it('is not asked where there is none, nor for what is free', () => {
    expect(new Evaluation([]).submit('r', { object: first })).toEqual({ resolved: [{ id: 'r' }] });
    const evaluation = new Evaluation([memCpuDemo]);
    expect(evaluation.submit('r', { object: first, request: { verb: 'delete' } })).toEqual({ resolved: [{ id: 'r' }] });
    expect(evaluation.submit('r', { object: first, old: first, request: { verb: 'update' } })).toEqual({ resolved: [{ id: 'r' }] });
    expect(evaluation.submit('r', { object: object('Service', 'web', {}, 'default'), request: { resource: 'services' } })).toEqual({ resolved: [{ id: 'r' }] });
    expect(evaluation.parts).toEqual({});
  });

  it('is checked but not charged by a dry run', () => {
    const dryRun = { request: { options: { dryRun: true } } };
    expect(new Evaluation([memCpuDemo]).submit('r', { object: first, ...dryRun })).toEqual({ resolved: [{ id: 'r' }] });
    expect(new Evaluation([quota('mem-cpu-demo', hard, afterFirst)]).submit('r', { object: second, ...dryRun })).toEqual({ resolved: [{ id: 'r', rejection: exceeded }] });
    expect(new Evaluation([memCpuDemo], { mutants: { dryRunIsNotCharged: false } }).submit('r', { object: first, ...dryRun }).write).toBeDefined();
  });

  describe('of several ResourceQuotas', () => {
    const pods = quota('pods', { pods: '1' });

    it('charges all of them, one after the other', () => {
      const evaluation = new Evaluation([memCpuDemo, pods]);
      const one = evaluation.submit('r', { object: first });
      const two = evaluation.commit(one);
      expect([one, two].map(({ write }) => write?.key)).toEqual(['resourcequotas/default/mem-cpu-demo', 'resourcequotas/default/pods']);
      expect(evaluation.commit(two)).toEqual({ resolved: [{ id: 'r' }] });
    });

    it('charges none of them if one is exceeded', () => {
      expect(new Evaluation([memCpuDemo, quota('pods', { pods: '1' }, { pods: '1' })]).submit('r', { object: first })).toMatchObject({ resolved: [{ id: 'r', rejection: { code: 403 } }] });
    });

    it('leaves the first one charged if the second is exceeded only after a conflict (B41)', () => {
      const evaluation = new Evaluation([memCpuDemo, pods]);
      evaluation.commit(evaluation.submit('r', { object: first }));
      expect(evaluation.conflict(quota('pods', { pods: '1' }, { pods: '1' }, '8')).resolved).toMatchObject([{ id: 'r', rejection: { code: 403 } }]);
    });
  });

  describe('when somebody else changes it meanwhile', () => {
    const other = (resourceVersion: string, used = { ...afterFirst, 'requests.memory': '100Mi' }) => quota('mem-cpu-demo', hard, used, resourceVersion);

    it('is read and checked again', () => {
      const evaluation = new Evaluation([memCpuDemo]);
      evaluation.submit('r', { object: first });
      const again = evaluation.conflict(other('7'));
      expect(again).toMatchObject({ resolved: [], write: { expect: '7' } });
      expect(usedIn(again)).toMatchObject({ 'requests.memory': '700Mi' });
      expect(evaluation.commit(again)).toEqual({ resolved: [{ id: 'r' }] });
    });

    it('may then be exceeded', () => {
      const evaluation = new Evaluation([memCpuDemo]);
      evaluation.submit('r', { object: second });
      expect(evaluation.conflict(other('7', afterFirst))).toEqual({ resolved: [{ id: 'r', rejection: exceeded }] });
    });

    it('may then be gone, and limits nothing', () => {
      const evaluation = new Evaluation([memCpuDemo]);
      evaluation.submit('r', { object: first });
      evaluation.cache = [];
      expect(evaluation.written({ succeeded: false, current: null })).toEqual({ resolved: [{ id: 'r' }] });
    });

    it('is given up after three more attempts', () => {
      const evaluation = new Evaluation([memCpuDemo]);
      const turns = [evaluation.submit('r', { object: first }), ...['6', '7', '8', '9'].map((version) => evaluation.conflict(other(version)))];
      expect(turns.map(({ write }) => write?.expect)).toEqual(['5', '6', '7', '8', undefined]);
      expect(turns.at(-1)?.resolved).toEqual([
        {
          id: 'r',
          rejection: { code: 409, reason: 'Conflict', message: 'Operation cannot be fulfilled on resourcequotas "mem-cpu-demo": the object has been modified; please apply your changes to the latest version and try again' },
        },
      ]);
      expect(evaluation.parts).not.toHaveProperty(['quota/default']);
    });

    it('is not given up when its guard is forced', () => {
      const evaluation = new Evaluation([memCpuDemo], { mutants: { quotaRetriesAreLeft: true } });
      evaluation.submit('r', { object: first });
      for (const version of ['6', '7', '8', '9', '10']) expect(evaluation.conflict(other(version)).write).toBeDefined();
    });

    it('and no answer comes from etcd, is tried again like a conflict', () => {
      const evaluation = new Evaluation([memCpuDemo]);
      const turns = [evaluation.submit('r', { object: first }), ...[1, 2, 3, 4].map(() => evaluation.written({ succeeded: false }))];
      expect(turns.at(-1)?.resolved).toMatchObject([{ rejection: { code: 504, reason: 'Timeout' } }]);
    });
  });

  describe('with many requests at once', () => {
    it('checks those that come while a write is under way together, in order', () => {
      const evaluation = new Evaluation([quota('pods', { pods: '2' })]);
      const one = evaluation.submit('a', { object: pod('a') });
      expect(evaluation.submit('b', { object: pod('b') })).toEqual({ resolved: [] });
      expect(evaluation.submit('c', { object: pod('c') })).toEqual({ resolved: [] });
      const two = evaluation.commit(one);
      expect(two.resolved).toEqual([{ id: 'a' }]);
      expect(usedIn(two)).toEqual({ pods: '2' });
      expect(evaluation.commit(two, '10').resolved).toMatchObject([{ id: 'b' }, { id: 'c', rejection: { code: 403 } }]);
    });

    // The batch of issue 141904: `c` exceeds the quota `small`; then the write of `big` for `b` conflicts.
    const batch = (mutants = {}) => {
      const small = quota('small', { configmaps: '0' });
      const big = quota('big', { pods: '9' });
      const evaluation = new Evaluation([big, small], { mutants });
      const one = evaluation.submit('a', { object: pod('a') });
      evaluation.submit('b', { object: pod('b') });
      evaluation.submit('c', { object: object('ConfigMap', 'c', {}, 'default'), request: { resource: 'configmaps' } });
      evaluation.commit(one);
      const again = evaluation.conflict(withVersion(quota('big', { pods: '9' }, { pods: '1' }), '11'));
      return evaluation.commit(again, '12').resolved;
    };

    it('keeps a rejection when another quota conflicts and is checked again (B42)', () => {
      expect(batch()).toMatchObject([{ id: 'b' }, { id: 'c', rejection: { code: 403 } }]);
    });

    it('forgets it there when the guard is forced, as Kubernetes does today', () => {
      expect(batch({ quotaRejectionIsKept: false })).toEqual([{ id: 'b' }, { id: 'c' }]);
    });
  });
});
