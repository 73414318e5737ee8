import { describe, expect, it } from 'vitest';
import { Engine, fingerprint, reactions, type Component, type CursorMove, type Json, type System } from '../../../index.ts';

/** A store writes 1, 2, 3 into its history; a cache watches the store, a reader watches through the cache. */
const store: Component = {
  name: 'store',
  initial: { next: 1 },
  internals: (next) => (Number(next) <= 3 ? [{ label: 'write', input: 'write' }] : []),
  react: (view, _, check) =>
    reactions(view, check, (step) => {
      const next = Number(step.get('next'));
      step.set('next', next + 1);
      step.append('numbers', next);
    }),
};

const collector = (name: string, control: Component['internals'] = () => [], moves: (input: Json) => CursorMove | undefined = () => undefined): Component => ({
  name,
  initial: { seen: [], control: true },
  internals: (part, key) => (key === 'control' ? (control?.(part, key) ?? []) : []),
  react: (view, input, check) =>
    reactions(view, check, (step) => {
      const seen = step.get('seen') as readonly Json[];
      if (input.kind === 'entry') step.set('seen', [...seen, input.entry]);
      else if (input.kind === 'broken') step.set('seen', [...seen, 'broken']);
      else if (input.kind === 'internal') {
        const move = moves(input.input);
        if (move) step.move(move);
      }
    }),
});

function system(extra: Partial<System> = {}, concerns?: (reader: string, entry: Json) => boolean): System {
  const opener = collector(
    'cache',
    () => [
      { label: 'open reader', input: 'open' },
      { label: 'park reader', input: 'park-at-mine' },
      { label: 'close reader', input: 'close' },
      { label: 'expire reader', input: 'expire' },
    ],
    (input) => ({ log: 'numbers', reader: 'reader', move: input as CursorMove['move'], via: 'cache' }),
  );
  return {
    components: [store, opener, collector('reader')],
    logs: [{ name: 'numbers', openReaders: [{ reader: 'cache' }, { reader: 'reader', via: 'cache' }], breakFault: 'break', ...(concerns && { concerns }) }],
    faults: { break: 1 },
    ...extra,
  };
}

function play(engine: Engine, ...labels: string[]) {
  let state = engine.initial()[0] ?? new Int32Array();
  for (const label of labels) {
    const action = engine.find(state, label);
    if (!action) throw new Error(`${label} is not enabled: ${engine.labels(engine.enabled(state)).join(', ')}`);
    state = engine.apply(state, action);
  }
  return { state, enabled: engine.labels(engine.enabled(state)), seen: (name: string) => engine.view(state).get(name, 'seen') };
}

describe('a watch', () => {
  it('delivers the history in order, to a reader not before the cache that it reads through', () => {
    const engine = new Engine(system());
    const after = play(engine, 'store: write', 'store: write');
    expect(after.enabled).toContain('cache ← watch numbers: 1');
    expect(after.enabled).not.toContain('reader ← watch numbers: 1');
    const later = play(engine, 'store: write', 'store: write', 'cache ← watch numbers: 1');
    expect(later.enabled).toEqual(expect.arrayContaining(['cache ← watch numbers: 2', 'reader ← watch numbers: 1']));
    expect(later.enabled).not.toContain('reader ← watch numbers: 2');
  });

  it('that breaks tells its reader, holds its place, and goes on from there', () => {
    const engine = new Engine(system());
    const broken = play(engine, 'break: reader watching numbers', 'store: write', 'cache ← watch numbers: 1', 'reader notices that its watch of numbers broke');
    expect(broken.seen('reader')).toEqual(['broken']);
    expect(broken.enabled).not.toContain('reader ← watch numbers: 1');
    expect(broken.enabled).not.toContain('break: cache watching numbers');
    const again = play(engine, 'break: reader watching numbers', 'store: write', 'cache ← watch numbers: 1', 'reader notices that its watch of numbers broke', 'cache: open reader', 'reader ← watch numbers: 1');
    expect(again.seen('reader')).toEqual(['broken', 1]);
  });

  it('may be placed where another reader stands', () => {
    const engine = new Engine(system());
    const placed = play(engine, 'store: write', 'store: write', 'cache ← watch numbers: 1', 'cache: close reader', 'cache: park reader', 'cache: open reader', 'cache ← watch numbers: 2');
    expect(placed.enabled).toContain('reader ← watch numbers: 2');
    expect(placed.enabled).not.toContain('reader ← watch numbers: 1');
  });

  it('that is open is not moved by a park that comes too late', () => {
    const engine = new Engine(system());
    const late = play(engine, 'store: write', 'cache ← watch numbers: 1', 'cache: park reader');
    expect(late.enabled).toContain('reader ← watch numbers: 1');
  });

  it('that broke is not moved by such a park either: its reader would never notice', () => {
    const late = play(new Engine(system()), 'break: reader watching numbers', 'cache: park reader');
    expect(late.enabled).toContain('reader notices that its watch of numbers broke');
  });

  it('that broke has another snapshot than one that is open, or a replay could not tell them apart', () => {
    const engine = new Engine(system({ faults: { break: 'unlimited' } }));
    const broken = play(engine, 'break: reader watching numbers');
    expect(engine.snapshot(broken.state)['cursor numbers reader']).toBe('broken');
    expect(fingerprint(engine, broken.state)).not.toBe(fingerprint(engine, play(engine).state));
  });

  it('that is gone leaves nothing behind: the state is the same as if it had been closed', () => {
    const reader: Component = { ...collector('reader'), crash: { fault: 'crash', durable: () => true } };
    const cache: Component = { ...collector('cache', () => [{ label: 'close reader', input: null }], () => ({ log: 'numbers', reader: 'reader', move: 'close' })), crash: { fault: 'crash', durable: () => true } };
    const engine = new Engine(system({ components: [store, cache, reader], faults: { crash: 'unlimited', break: 'unlimited' } }));
    const ends = [
      ['crash: reader', 'restart: reader'],
      ['cache: close reader', 'crash: reader', 'restart: reader'],
      ['break: reader watching numbers', 'crash: reader', 'restart: reader'],
    ].map((labels) => engine.snapshot(play(engine, ...labels).state));
    expect(new Set(ends.map((end) => JSON.stringify(end))).size).toBe(1);
    const silent = ['crash: cache', 'restart: cache'];
    expect(engine.snapshot(play(engine, ...silent).state)).toEqual(engine.snapshot(play(engine, 'break: reader watching numbers', ...silent).state));
  });

  it('delivers nothing through a cache that has lost its own place', () => {
    const forgetful = collector('cache', () => [{ label: 'lose its place', input: null }], () => ({ log: 'numbers', reader: 'cache', move: 'expire' }));
    const engine = new Engine(system({ components: [store, forgetful, collector('reader')] }));
    expect(play(engine, 'cache: lose its place', 'store: write').enabled).not.toContain('reader ← watch numbers: 1');
  });

  it('whose place was compacted away delivers nothing any more', () => {
    const engine = new Engine(system());
    const expired = play(engine, 'store: write', 'cache ← watch numbers: 1', 'cache: expire reader', 'store: write', 'cache ← watch numbers: 2');
    expect(expired.enabled.filter((label) => label.startsWith('reader'))).toEqual([]);
  });

  it('skips entries that do not concern its reader', () => {
    const engine = new Engine(system({}, (reader, entry) => reader !== 'reader' || entry === 2));
    const after = play(engine, 'store: write', 'store: write', 'cache ← watch numbers: 1');
    expect(after.enabled).not.toContain('reader ← watch numbers: 2');
    expect(play(engine, 'store: write', 'store: write', 'cache ← watch numbers: 1', 'cache ← watch numbers: 2', 'reader ← watch numbers: 2').seen('reader')).toEqual([2]);
  });
});
