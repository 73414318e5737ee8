/**
 * Promises about the order of events, in words: what leads to what, what comes before what, what happens once.
 *
 * A shop asks a bank for a payment, over a network that may lose a message; when no answer comes it asks again. The
 * bank charges the card. Whether it may be asked twice is up to the bank, and whether the shop asks again is up to the shop.
 */
import { describe, expect, it } from 'vitest';
import { atMostOnce, atomic, checkExhaustive, checkRandom, event, leadsTo, loss, not, precedes, unordered, until, when, witness, type Component, type Property, type System } from '../../index.ts';

type Order = 'new' | 'asked' | 'asked again' | 'paid';

const shop = (asksAgain: boolean): Component =>
  atomic<Order, 'done'>({
    name: 'shop',
    initial: 'new',
    internal: {
      'asks for payment': (order) => (order === 'new' ? [{ state: 'asked', send: [{ to: 'bank', message: 'pay' }] }] : []),
      'asks again': (order) => (order === 'asked' && asksAgain ? [{ state: 'asked again', send: [{ to: 'bank', message: 'pay' }] }] : []),
    },
    receive: () => [{ state: 'paid' }],
  });

/** A careful bank knows what it has charged already (an idempotency key). */
const bank = (isCareful: boolean): Component =>
  atomic<'idle' | 'charged', 'pay'>({
    name: 'bank',
    initial: 'idle',
    receive: (state) => [{ state: 'charged', send: [{ to: 'shop', message: 'done' }, ...(isCareful && state === 'charged' ? [] : [{ to: 'card', message: 'charge' }])] }],
  });

const card: Component = atomic<number, 'charge'>({ name: 'card', initial: 0, receive: (charges) => [{ state: charges + 1 }] });

const payment = ({ asksAgain = true, isCareful = true }): { readonly system: System; readonly shape: undefined } => ({
  system: { components: [shop(asksAgain), bank(isCareful), card], channel: () => ({ ...unordered, faults: [loss()] }), faults: { loss: 1 } },
  shape: undefined,
});

const hasAsked = when('the shop has asked', (state) => state.get('shop', 'state') !== 'new');
const isPaid = when('the order is paid', (state) => state.get('shop', 'state') === 'paid');
const isCharged = event('the card is charged', (happening) => happening.kind === 'reaction' && happening.component === 'card');
const by = (name: string): { readonly name: string; readonly source: string } => ({ name, source: 'the terms and conditions' });

const paidInTheEnd: Property = leadsTo(by('paid-in-the-end'), hasAsked, isPaid);
const nobodyPaysUnasked: Property = precedes(by('nobody-pays-unasked'), hasAsked, isCharged);
const chargedOnce: Property = atMostOnce(by('charged-once'), { words: 'the card is charged', keys: (happening) => (happening.kind === 'reaction' && happening.component === 'card' ? 'card' : undefined) });
const unpaidUntilCharged: Property = until(by('unpaid-until-charged'), not(isPaid), isCharged);

describe('a payment', () => {
  it('is made in the end, once, and not unasked: proved by looking at every run', async () => {
    expect((await checkExhaustive(payment({}), [paidInTheEnd, nobodyPaysUnasked, chargedOnce])).verdict).toBe('proved');
  });

  it('is lost with its message when the shop does not ask again', async () => {
    const result = await checkRandom(payment({ asksAgain: false }), [paidInTheEnd], { seed: 42 });
    expect(result).toMatchObject({ verdict: 'violated', counterexample: { violation: { statement: 'Whenever the shop has asked, it comes to this: the order is paid.' } } });
  });

  it('is made twice when the bank is careless: asking again is not for free', async () => {
    const result = await checkExhaustive(payment({ isCareful: false }), [chargedOnce]);
    expect(result).toMatchObject({ verdict: 'violated', counterexample: { violation: { explanation: 'this has happened a second time: the card is charged (card)' }, isShortest: true } });
  });

  it('may be confirmed before the card is charged, and the witness shows how', async () => {
    const result = await checkExhaustive(payment({}), [unpaidUntilCharged]);
    expect(result).toMatchObject({ verdict: 'violated', counterexample: { violation: { property: 'unpaid-until-charged' } } });
    const shown = await witness(payment({}), { name: 'paid-and-not-charged', statement: 'the order is paid, the card is not charged', isReached: (state) => state.get('shop', 'state') === 'paid' && state.get('card', 'state') === 0 });
    expect(shown).toMatchObject({ verdict: 'found', rank: 'shortest', schedule: ['shop: asks for payment', 'shop → bank: pay', 'bank → shop: done'] });
  });
});
