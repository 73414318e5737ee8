import { adjacencyMapToArray, getAdjacencyMap, getShortestPaths } from '@xstate/graph';
import { describe, expect, test } from 'vitest';
import { nameAttempts, requestChart, requestEventTypes, requestMachine, requestMachineGuards, type RequestEventType } from '../../../../model/components/apiserver/requestMachine.ts';

const events = requestEventTypes.map((type) => ({ type }));
const walk = adjacencyMapToArray(getAdjacencyMap(requestMachine, { events }));
const taken = walk.filter(({ state, nextState }) => state !== nextState);

test('every state is reached', () => {
  expect([...new Set(taken.map(({ nextState }) => String(nextState.value))), 'received'].sort()).toEqual(Object.keys(requestMachine.states).sort());
});

test('every transition is taken, in both directions where a guard decides', () => {
  const declared = Object.entries(requestMachine.states).flatMap(([state, node]) =>
    Object.values(node.on ?? {}).flatMap((transitions) => transitions.map(({ eventType, target }) => `${state} --${eventType}--> ${target?.map(({ key }) => key).join() ?? state}`)),
  );
  // The walk also lists events that a state does not take; one that leads back to its state is told apart by the machine.
  const found = walk.filter(({ state, event, nextState }) => state !== nextState || requestMachine.states[String(state.value)]?.on?.[event.type]);
  const seen = new Set(found.map(({ state, event, nextState }) => `${String(state.value)} --${event.type}--> ${String(nextState.value)}`));
  expect(declared.filter((transition) => !seen.has(transition))).toEqual([]);
});

test('every event means something somewhere', () => {
  expect([...new Set(taken.map(({ event }) => event.type))].sort()).toEqual([...requestEventTypes].sort());
});

describe('the order of the stages', () => {
  const order = ['authenticated', 'authorized', 'mutating', 'mutated', 'committing'];

  test('no way skips authentication, authorization, mutating admission or validation', () => {
    const ways = getShortestPaths(requestMachine, { events, toState: (state) => state.matches('committing') });
    expect(ways.length).toBeGreaterThan(1);
    for (const way of ways) {
      const visited = way.steps.map(({ state }) => String(state.value));
      const stages = order.map((stage) => visited.indexOf(stage));
      expect(stages).toEqual([...stages].sort((a, b) => a - b));
      expect(stages).not.toContain(-1);
    }
  });

  test('every request can be answered', () => {
    const answerable = new Set(taken.map(({ state }) => String(state.value)));
    expect([...answerable].sort()).toEqual(Object.keys(requestMachine.states).filter((state) => state !== 'replied').sort());
  });
});

function after(...types: readonly RequestEventType[]) {
  return types.reduce((state, type) => requestChart.next(state, { type }, (_, holds) => holds).state, requestChart.initial());
}

test('a refusal on the cached object is confirmed by etcd first, one on current data is final', () => {
  const onCache = after('authenticated', 'authorized', 'basedOnCache', 'rejected');
  expect(onCache.value).toBe('confirming');
  expect(after('authenticated', 'authorized', 'lookUp', 'found', 'rejected').value).toBe('replied');
  expect(after('authenticated', 'authorized', 'basedOnCache', 'rejected', 'changed', 'rejected').value).toBe('replied');
});

test('a generated name is tried eight times', () => {
  const once: readonly RequestEventType[] = ['charge', 'charged', 'nameTaken'];
  const times = (count: number) => after('authenticated', 'authorized', 'basedOnRequest', 'mutated', ...Array.from({ length: count }, () => once).flat());
  expect(times(nameAttempts - 1)).toMatchObject({ value: 'mutated', context: { takenNames: 7 } });
  expect(times(nameAttempts).value).toBe('replied');
});

test('its guards say what they protect', () => {
  expect(Object.keys(requestMachineGuards).sort()).toEqual([...requestChart.guards].sort());
  for (const text of Object.values(requestMachineGuards)) expect(text.length).toBeGreaterThan(20);
});
