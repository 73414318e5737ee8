import * as fc from 'fast-check';
import { always, event, eventually, leadsTo, never, precedes, until, weakUntil, when, type EventCondition, type Property, type StateCondition } from '../../../index.ts';
import { acts, holdsIn, type Claim, type Form } from './naive.ts';

type StateClaim = Extract<Claim, { kind: 'state' }>;

export const naming = { name: 'form', source: 'this test' };

const stateOf = ({ where }: StateClaim): StateCondition => when(where.map(([component, places]) => `c${component} is in ${places.join(' or ')}`).join(' and '), (state) => holdsIn(where, state));
const eventOf = ({ component }: Extract<Claim, { kind: 'event' }>): EventCondition => event(`c${component} acts`, (happening) => acts(component, happening));
export const conditionOf = (claim: Claim): StateCondition | EventCondition => (claim.kind === 'state' ? stateOf(claim) : eventOf(claim));

/** A claim, or two, in a temporal form. */
export function formed(form: Form, p: Claim, q: Claim): Property {
  switch (form) {
    case 'always':
      return always(naming, stateOf(p as StateClaim));
    case 'never':
      return p.kind === 'state' ? never(naming, stateOf(p)) : never(naming, eventOf(p));
    case 'eventually':
      return eventually(naming, conditionOf(q));
    case 'leadsTo':
      return leadsTo(naming, conditionOf(p), conditionOf(q));
    case 'until':
      return until(naming, stateOf(p as StateClaim), conditionOf(q));
    case 'weakUntil':
      return weakUntil(naming, stateOf(p as StateClaim), conditionOf(q));
    case 'precedes':
      return precedes(naming, conditionOf(p), conditionOf(q));
  }
}

export const claims = (components: number, kinds: readonly Claim['kind'][]): fc.Arbitrary<Claim> => {
  const component = fc.nat({ max: components - 1 });
  const places = fc.uniqueArray(fc.nat({ max: 3 }), { minLength: 1, maxLength: 3, size: 'max' });
  const where = fc.array(fc.tuple(component, places), { minLength: 1, maxLength: 2, size: 'max' });
  return fc.oneof(...kinds.map((kind): fc.Arbitrary<Claim> => (kind === 'state' ? fc.record({ kind: fc.constant('state' as const), where }) : fc.record({ kind: fc.constant('event' as const), component }))));
};

/** Conditions that hold throughout are about states. */
export const needsStates: readonly Form[] = ['always', 'until', 'weakUntil'];
