import { adjacencyMapToArray, getAdjacencyMap } from '@xstate/graph';
import { expect, test } from 'vitest';
import { podWorkerMachine, type WorkerEvent } from '../../../../model/components/kubelet/podWorker.ts';

const rejection = { reason: 'OutOfcpu', message: 'Node did not have enough resource: cpu' };
const oks = [true, false] as const;

const events: WorkerEvent[] = [
  { type: 'ADMIT', ended: false, rejection: null, volumes: 1 },
  { type: 'ADMIT', ended: false, rejection: null, volumes: 0 },
  { type: 'ADMIT', ended: false, rejection, volumes: 0 },
  { type: 'ADMIT', ended: true, rejection: null, volumes: 0 },
  ...oks.map((ok) => ({ type: 'VOLUME', ok }) as const),
  ...oks.map((ok) => ({ type: 'SANDBOX', ok, ip: '10.244.0.2' }) as const),
  { type: 'COMPLETED' },
  { type: 'STOP', gone: false },
  { type: 'STOP', gone: true },
  { type: 'ALL_STOPPED' },
  ...oks.map((ok) => ({ type: 'TORN_DOWN', ok }) as const),
  ...oks.map((ok) => ({ type: 'UNMOUNTED', ok }) as const),
  { type: 'BACKED_OFF' },
];

/** Every state that a worker can reach, with every event there. */
const walk = adjacencyMapToArray(getAdjacencyMap(podWorkerMachine, { input: { pod: 'default/web', sandbox: false, ip: '' }, events }));
const changes = walk.filter(({ state, nextState }) => JSON.stringify([state.value, state.context]) !== JSON.stringify([nextState.value, nextState.context]));

test('the walk reaches every state in which a worker waits', () => {
  const reached = new Set(walk.flatMap(({ state, nextState }) => [String(state.value), String(nextState.value)]));
  expect([...reached].sort()).toEqual(['admitting', 'finished', 'forgotten', 'killing', 'mounting', 'running', 'startingSandbox', 'tearingDown', 'unmounting']);
});

test('and takes every transition', () => {
  const taken = new Set(changes.map(({ state, event, nextState }) => `${String(state.value)} ${event.type} ${String(nextState.value)}`));
  expect([...taken].sort()).toEqual([
    'admitting ADMIT finished',
    'admitting ADMIT killing',
    'admitting ADMIT mounting',
    'admitting ADMIT startingSandbox',
    'admitting STOP killing',
    'finished STOP finished',
    'finished STOP forgotten',
    'killing ALL_STOPPED finished',
    'killing ALL_STOPPED forgotten',
    'killing ALL_STOPPED tearingDown',
    'killing ALL_STOPPED unmounting',
    'killing STOP killing',
    'mounting BACKED_OFF mounting',
    'mounting STOP killing',
    'mounting VOLUME mounting',
    'mounting VOLUME startingSandbox',
    'running COMPLETED killing',
    'running STOP killing',
    'startingSandbox BACKED_OFF startingSandbox',
    'startingSandbox SANDBOX running',
    'startingSandbox SANDBOX startingSandbox',
    'startingSandbox STOP killing',
    'tearingDown BACKED_OFF tearingDown',
    'tearingDown STOP tearingDown',
    'tearingDown TORN_DOWN finished',
    'tearingDown TORN_DOWN forgotten',
    'tearingDown TORN_DOWN tearingDown',
    'tearingDown TORN_DOWN unmounting',
    'unmounting BACKED_OFF unmounting',
    'unmounting STOP unmounting',
    'unmounting UNMOUNTED finished',
    'unmounting UNMOUNTED forgotten',
    'unmounting UNMOUNTED unmounting',
  ]);
});

test('a rejected pod and one that had ended never come to a sandbox', () => {
  for (const { state, nextState } of walk) {
    if (state.context.rejection !== null || state.context.terminal) expect(['mounting', 'startingSandbox', 'running']).not.toContain(nextState.value);
  }
});

test('nothing leads back from the end to the beginning', () => {
  const ending = ['killing', 'tearingDown', 'unmounting', 'finished', 'forgotten'];
  for (const { state, nextState } of walk) if (ending.includes(String(state.value))) expect(ending).toContain(nextState.value);
});
