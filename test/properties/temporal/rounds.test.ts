import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkExhaustive, stateKey } from '../../../index.ts';
import { livenessViolation } from '../../../generators/liveness/liveness.ts';
import { explored } from '../../generators/liveness/explored.ts';
import { watchingArbitrary, watchingSystem } from '../../generators/random/watching.ts';
import { claims, formed, needsStates } from './claims.ts';
import { isViolated, meanings, type Form } from './naive.ts';

/** States of a system that is looked at. */
const most = 200;

const safety: readonly Form[] = ['always', 'never', 'weakUntil', 'precedes'];

/** What must come is asked of states here: where a run goes round, an action has no place of its own. */
const kindsOf = (form: Form): readonly ('state' | 'event')[] => (safety.includes(form) ? ['state', 'event'] : ['state']);

const cases = (form: Form) => watchingArbitrary.chain((watching) => fc.record({ watching: fc.constant(watching), p: claims(watching.members.length, needsStates.includes(form) ? ['state'] : kindsOf(form)), q: claims(watching.members.length, kindsOf(form)) }));

describe.each(Object.keys(meanings) as Form[])('%s in systems that go round', (form) => {
  it('is violated if some fair run does not have it, with and without reduction', async () => {
    const seen = { violated: 0, proved: 0 };
    await fc.assert(
      fc.asyncProperty(cases(form), fc.boolean(), async ({ watching, p, q }, reduction) => {
        const system = watchingSystem(watching);
        const { engine, states, parents } = explored(system, most);
        fc.pre(states.size <= most);
        const mayStay = (keys: ReadonlySet<string>): boolean => livenessViolation(engine, states, parents, (state) => (keys.has(stateKey(state)) ? { property: '', statement: '', explanation: '' } : undefined)) !== undefined;
        const expected = isViolated(form, engine, p, q, most, mayStay) === true ? 'violated' : 'proved';
        seen[expected]++;
        expect((await checkExhaustive({ system, shape: undefined }, [formed(form, p, q)], { reduction })).verdict).toBe(expected);
      }),
      { numRuns: 40, seed: 7 },
    );
    expect(Math.min(seen.violated, seen.proved)).toBeGreaterThan(3);
  });
});
