import { describe, expect, it } from 'vitest';
import { atomic, breadthFirst, duplicating, duplication, Engine, fifo, loss, replay, unordered, type Channel, type FaultBudget, type System } from '../../../index.ts';

/** A sender sends 1, 2, 3 at once; what orders can the receiver see? */
function delivery(channel: Channel, faults: FaultBudget = {}): System {
  return {
    channel: () => channel,
    faults,
    components: [
      atomic<boolean>({ name: 'sender', initial: false, internal: { send: (sent) => (sent ? [] : [{ state: true, send: [1, 2, 3].map((message) => ({ to: 'receiver', message })) }]) } }),
      atomic<readonly number[], number>({ name: 'receiver', initial: [], receive: (seen, message) => (seen.length < 4 ? [{ state: [...seen, message] }] : []) }),
    ],
  };
}

function received(system: System): readonly string[] {
  const engine = new Engine(system);
  const seen = new Set<string>();
  breadthFirst(engine, {
    find: (state) => {
      seen.add((engine.view(state).get('receiver', 'state') as number[]).join());
      return undefined;
    },
  });
  return [...seen].sort();
}

describe('a channel', () => {
  it('that is FIFO keeps the order', () => {
    expect(received(delivery(fifo))).toEqual(['', '1', '1,2', '1,2,3']);
  });

  it('that is unordered delivers each message once, in any order', () => {
    const full = received(delivery(unordered)).filter((orders) => orders.length === 5);
    expect(full).toEqual(['1,2,3', '1,3,2', '2,1,3', '2,3,1', '3,1,2', '3,2,1']);
  });

  it('that duplicates may deliver a message again and again', () => {
    expect(received(delivery(duplicating))).toContain('2,2,2,2');
  });

  it('that is lossy loses no more than its budget', () => {
    const one = received(delivery({ ...fifo, faults: [loss()] }, { loss: 1 }));
    expect(one).toEqual(expect.arrayContaining(['1,2', '1,3', '2,3']));
    const engine = new Engine(delivery({ ...fifo, faults: [loss()] }, { loss: 1 }));
    const nothingArrived = engine.function((state) => state.underway('sender', 'receiver').length === 0 && state.get('sender', 'state') === true && (state.get('receiver', 'state') as number[]).length === 0);
    expect(breadthFirst(engine, { find: (state) => (nothingArrived(state) ? { property: 'all lost', statement: '', explanation: '' } : undefined) })).not.toHaveProperty('found');
  });

  it('that duplicates once delivers one message twice', () => {
    const full = received(delivery({ ...fifo, faults: [duplication()] }, { duplication: 1 })).filter((orders) => orders.length === 7);
    expect(full).toEqual(['1,1,2,3', '1,2,2,3', '1,2,3,3']);
  });

  it('is seen by properties in an order that does not depend on what was explored before', () => {
    const sends = (...messages: string[]) => messages.map((message) => ({ to: 'receiver', message }));
    const system: System = {
      components: [
        atomic<string>({
          name: 'sender',
          initial: 'begin',
          internal: {
            left: (state) => (state === 'begin' ? [{ state: 'left' }] : []),
            right: (state) => (state === 'begin' ? [{ state: 'right' }] : []),
            send: (state) => (state === 'left' ? [{ state: 'end', send: sends('a', 'b') }] : state === 'right' ? [{ state: 'end', send: sends('b') }] : []),
          },
        }),
        atomic({ name: 'receiver', initial: null }),
      ],
    };
    const fresh = new Engine(system);
    const used = new Engine(system);
    replay(used, ['sender: right', 'sender: send']);
    for (const engine of [fresh, used]) expect(engine.view(replay(engine, ['sender: left', 'sender: send']).end).underway('sender', 'receiver')).toEqual(['a', 'b']);
  });

  it('may answer in place of a message that it loses', () => {
    const refusing: Channel = { ...unordered, faults: [{ name: 'refuse', apply: (message, from) => ({ put: [], send: [{ to: from, message: `refused ${JSON.stringify(message)}` }] }) }] };
    const engine = new Engine({ ...delivery(refusing, { refuse: 1 }) });
    const refused = engine.function((state) => state.underway('receiver', 'sender')[0]);
    expect(breadthFirst(engine, { find: (state) => (refused(state) === 'refused 2' ? { property: 'refused', statement: '', explanation: '' } : undefined) }).found?.schedule).toEqual(['sender: send', 'refuse: sender → receiver: 2']);
  });
});
