import { describe, expect, it } from 'vitest';
import { breadthFirst, Engine, reactions, unordered, type Component, type System } from '../../../index.ts';

/** A worker that counts what it was asked, in memory and on disk; a client that asks; somebody who watches over it. */
const worker: Component = {
  name: 'worker',
  initial: { memory: 10, disk: 0 },
  react: (view, input, check) =>
    reactions(view, check, (step) => {
      if (input.kind !== 'message') return step.impossible();
      step.set('memory', Number(step.get('memory')) + 1);
      step.set('disk', Number(step.get('disk')) + 1);
      step.send('client', 'done');
    }),
  crash: {
    fault: 'crash',
    durable: (part) => part === 'disk' || part === 'lives',
    fresh: { memory: 0 },
    effects: (view) => ({ set: { lives: Number(view.get('lives') ?? 1) + 1 } }),
    observers: ['overseer'],
  },
};

const client: Component = {
  name: 'client',
  initial: { answers: [] },
  react: (view, input, check) =>
    reactions(view, check, (step) => {
      if (input.kind === 'message') step.set('answers', [...(step.get('answers') as string[]), input.message]);
    }),
};

const overseer: Component = {
  name: 'overseer',
  initial: {},
  react: (view, input, check) =>
    reactions(view, check, (step) => {
      if (input.kind === 'silence') step.set('noticed', input.of);
    }),
};

const system: System = {
  components: [worker, client, overseer],
  underway: [
    { from: 'client', to: 'worker', message: 'first' },
    { from: 'client', to: 'worker', message: 'second' },
  ],
  channel: () => ({ ...unordered, onReceiverCrash: { name: 'reset', apply: (_, from) => ({ put: [], send: [{ to: from, message: 'connection reset' }] }) } }),
  faults: { crash: 1 },
};

function play(...labels: string[]) {
  const engine = new Engine(system);
  let state = engine.initial()[0] ?? new Int32Array();
  for (const label of labels) {
    const action = engine.find(state, label);
    if (!action) throw new Error(`${label} is not enabled: ${engine.labels(engine.enabled(state)).join(', ')}`);
    state = engine.apply(state, action);
  }
  return { view: engine.view(state), enabled: engine.labels(engine.enabled(state)) };
}

describe('a crash', () => {
  it('loses memory, keeps what is durable, and starts with the parts of a fresh process', () => {
    const { view } = play('client → worker: first', 'crash: worker');
    expect([view.get('worker', 'memory'), view.get('worker', 'disk'), view.get('worker', 'lives')]).toEqual([0, 1, 2]);
  });

  it('breaks the connections to it', () => {
    const { view, enabled } = play('crash: worker');
    expect(view.underway('client', 'worker')).toEqual([]);
    expect(view.underway('worker', 'client')).toEqual(['connection reset', 'connection reset']);
    expect(enabled).toContain('worker → client: connection reset');
  });

  it('leaves it silent until it restarts', () => {
    const { enabled, view } = play('client → worker: first', 'crash: worker');
    expect(view.isDown('worker')).toBe(true);
    expect(enabled).toContain('restart: worker');
    expect(play('crash: worker', 'restart: worker').view.isDown('worker')).toBe(false);
  });

  it('is noticed by its observers, unless it restarts in time', () => {
    const noticed = 'overseer notices the silence of worker';
    const quiet = ['crash: worker', 'worker → client: connection reset', 'worker → client: connection reset #1'];
    expect(play(quiet[0] ?? '').enabled).not.toContain(noticed);
    const engine = new Engine({ ...system, timing: 'adversarial' });
    const crash = engine.find(engine.initial()[0] ?? new Int32Array(), 'crash: worker');
    const crashed = crash && engine.apply(engine.initial()[0] ?? new Int32Array(), crash);
    const notice = crashed && engine.find(crashed, noticed);
    expect(notice?.kind).toBe('timer');
    expect(crashed && notice && engine.view(engine.apply(crashed, notice)).get('overseer', 'noticed')).toBe('worker');
    expect(play('crash: worker', 'restart: worker').enabled).not.toContain(noticed);
  });

  it('happens no more often than the budget allows', () => {
    expect(play().enabled).toContain('crash: worker');
    expect(play('crash: worker', 'restart: worker').enabled).not.toContain('crash: worker');
  });

  it('is found where a stored state is all zeros, too', () => {
    const empty: Component = { name: 'empty', initial: {}, react: () => [], crash: { fault: 'crash', durable: () => false } };
    expect(breadthFirst(new Engine({ components: [empty], faults: { crash: 'unlimited' } }))).toMatchObject({ states: 2, exhausted: true });
  });
});
