import { describe, expect, it } from 'vitest';
import { checkExhaustive } from '../../../generators/exhaustive/checkExhaustive.ts';
import { checkRandom } from '../../../generators/random/checkRandom.ts';
import { atomic, loss, type Channel, type System } from '../../../model/kernel/index.ts';
import type { Property } from '../../../properties/property.ts';

const channel: Channel = { order: 'unordered', faults: [loss('lost')] };

/** A letter is written, may be lost, and is read. */
function post(faults: System['faults'] = {}): System {
  return {
    channel: () => channel,
    faults,
    components: [
      atomic<{ readonly written: boolean }>({ name: 'writer', initial: { written: false }, internal: { write: ({ written }) => (written ? [] : [{ state: { written: true }, send: [{ to: 'reader', message: 'hello' }] }]) } }),
      atomic<{ readonly read: number }>({ name: 'reader', initial: { read: 0 }, receive: ({ read }) => [{ state: { read: read + 1 } }] }),
    ],
  };
}

const info = { statement: 'For the sake of the example.', source: 'none' };

const aboutReading: Property = { ...info, kind: 'invariant', name: 'about-reading', violation: () => undefined, premise: (state) => (state.get('reader', 'state') as { readonly read: number }).read > 0 };
const aboutTwoLetters: Property = { ...info, kind: 'liveness', name: 'about-two-letters', fairness: 'none', missing: () => undefined, premise: (state) => (state.get('reader', 'state') as { readonly read: number }).read > 1 };
const silent: Property = { ...info, kind: 'invariant', name: 'silent', violation: () => undefined };
const remembers: Property = { ...info, kind: 'monitor', name: 'remembers', initial: 0, observe: (memory, { kind }) => (kind === 'channel fault' ? 1 : memory), violation: () => undefined };

const properties = [aboutReading, aboutTwoLetters, silent, remembers];

describe('what a verdict does not rest on', () => {
  it('is told of sampled runs', async () => {
    const result = await checkRandom({ system: post({ lost: 1, unheard: 1 }), shape: {} }, properties, { runs: 20, seed: 1 });
    expect(result.premises).toEqual({ never: ['about-two-letters'], notKnown: ['silent'] });
    expect(result.never).toEqual({ actions: [], faults: ['unheard'] });
  });

  it('is told of all runs', async () => {
    const { statistics } = await checkExhaustive({ system: post({ lost: 1, unheard: 1 }), shape: {} }, properties);
    expect(statistics.premises).toEqual({ never: ['about-two-letters'], notKnown: ['silent'] });
    expect(statistics.neverStruck).toEqual(['unheard']);
  });

  it('counts a memory that never changes as nothing seen', async () => {
    const { statistics } = await checkExhaustive({ system: post(), shape: {} }, properties);
    expect(statistics.premises?.never).toEqual(['about-two-letters', 'remembers']);
    expect(statistics.neverStruck).toEqual([]);
  });

  it('are kinds of actions that were possible and not taken, where runs are cut before', async () => {
    // Without liveness a run is not completed.
    const cut = await checkRandom({ system: post(), shape: {} }, [silent], { runs: 5, seed: 1, maximumLength: 1 });
    expect(cut.never.actions).toEqual(['reader: message from writer']);
    const uncut = await checkRandom({ system: post(), shape: {} }, [silent], { runs: 5, seed: 1, maximumLength: 2 });
    expect(uncut.never.actions).toEqual([]);
    expect(uncut.actions).toBe(cut.actions + 1);
  });
});
