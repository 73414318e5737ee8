/**
 * A protocol of your own, nothing to do with Kubernetes: the kernel knows only components and messages.
 *
 * Workers take turns to write to a storage. Whoever has the lock may write; the lock is a lease, which expires
 * when its holder is silent for too long. But a holder that was merely slow does not know that it expired, and
 * writes all the same. The remedy is old: every grant has a number, and the storage refuses numbers that are
 * behind (a fencing token).
 */
import { describe, expect, it } from 'vitest';
import { atomic, breadthFirst, checkRandom, instrument, type Component, type Invariant, type System } from '../../index.ts';

/** Grants the lock to one worker at a time; its lease may expire at any time, which is a timer here. */
const lock: Component = atomic<{ readonly holder: string | null; readonly grants: number }, 'acquire' | 'release'>({
  name: 'lock',
  initial: { holder: null, grants: 0 },
  receive(state, message, from) {
    if (message === 'release') return [{ state: state.holder === from ? { ...state, holder: null } : state }];
    // No reaction: the request waits.
    if (state.holder !== null) return [];
    const token = state.grants + 1;
    return [{ state: { holder: from, grants: token }, send: [{ to: from, message: { token } }] }];
  },
  internal: { 'the lease expires': (state) => (state.holder === null ? [] : [{ state: { ...state, holder: null } }]) },
});

type Work = 'idle' | 'waiting' | 'writing' | 'done';

/** Acquires the lock, writes once, and gives the lock back. */
const worker = (name: string): Component =>
  atomic<Work, { readonly token: number } | 'written' | 'refused'>({
    name,
    initial: 'idle',
    internal: { 'wants to write': (work) => (work === 'idle' ? [{ state: 'waiting', send: [{ to: 'lock', message: 'acquire' }] }] : []) },
    receive(work, message) {
      if (typeof message === 'object') return work === 'waiting' ? [{ state: 'writing', send: [{ to: 'storage', message }] }] : [];
      return [{ state: 'done', send: [{ to: 'lock', message: 'release' }] }];
    },
  });

/** Keeps the tokens of the writes that it accepted, in order. */
const storage = (isFenced: boolean): Component =>
  atomic<readonly number[], { readonly token: number }>({
    name: 'storage',
    initial: [],
    receive(tokens, { token }, from) {
      if (isFenced && token < Math.max(0, ...tokens)) return [{ state: tokens, send: [{ to: from, message: 'refused' }] }];
      return [{ state: [...tokens, token], send: [{ to: from, message: 'written' }] }];
    },
  });

const system = (isFenced: boolean): System => ({
  components: [lock, worker('alice'), worker('bob'), worker('carol'), storage(isFenced)],
  describe: (message) => (typeof message === 'object' ? `token ${JSON.stringify(Object.values(message ?? {})[0])}` : String(message)),
  // A slow holder is one whose lease expires while its write is under way.
  timing: 'adversarial',
});

const inOrder: Invariant = {
  kind: 'invariant',
  name: 'writes-in-order',
  statement: 'A write is never overtaken by an older one.',
  source: 'Kleppmann, How to do distributed locking (2016)',
  violation(state) {
    const tokens = state.get('storage', 'state') as readonly number[];
    const late = tokens.find((token, index) => token < (tokens[index - 1] ?? 0));
    return late === undefined ? undefined : `the write with token ${late} came after one with a greater token`;
  },
};

describe('a lock with a lease', () => {
  it('alone does not keep writes in order', async () => {
    const result = await checkRandom({ system: system(false), shape: undefined }, [inOrder], { seed: 42 });
    if (result.verdict !== 'violated') throw new Error(`not found in ${result.runs} runs`);
    const { violation, schedule, isShortest } = result.counterexample;
    expect(violation.explanation).toBe('the write with token 1 came after one with a greater token');
    expect(isShortest).toBe(true);
    expect(schedule).toHaveLength(9);
    expect(schedule).toContain('lock: the lease expires');
  });

  it('with a fencing token does: proved by looking at every state', () => {
    const { engine, violation } = instrument({ system: system(true), shape: undefined }, [inOrder]);
    const search = breadthFirst(engine, { find: violation });
    expect(search).toMatchObject({ exhausted: true });
    expect(search.found).toBeUndefined();
  });
});
