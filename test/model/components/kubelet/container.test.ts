import { adjacencyMapToArray, getAdjacencyMap } from '@xstate/graph';
import { expect, test } from 'vitest';
import { container, containerMachine, isRunning, restartCap, type ContainerEvent, type Found } from '../../../../model/components/kubelet/container.ts';

const founds: Found[] = [
  { found: 'nothing', exitCode: null, attempt: 0 },
  { found: 'created', exitCode: null, attempt: 0 },
  { found: 'running', exitCode: null, attempt: 0 },
  { found: 'exited', exitCode: 1, attempt: 0 },
  { found: 'exited', exitCode: 1, attempt: 1 },
];
const oks = [true, false] as const;

const events: ContainerEvent[] = [
  ...founds.map((found) => ({ type: 'START', ...found }) as const),
  ...founds.map((found) => ({ type: 'FOUND', ...found }) as const),
  { type: 'PULLED', ok: true, hopeless: false },
  { type: 'PULLED', ok: false, hopeless: false },
  { type: 'PULLED', ok: false, hopeless: true },
  ...oks.map((ok) => ({ type: 'CREATED', ok }) as const),
  ...oks.map((ok) => ({ type: 'STARTED', ok }) as const),
  { type: 'EXITED', exitCode: 0 },
  { type: 'EXITED', exitCode: 1 },
  ...(['startup', 'readiness', 'liveness'] as const).flatMap((probe) => oks.map((ok) => ({ type: 'PROBED', probe, ok }) as const)),
  { type: 'STOP' },
  { type: 'FAILED' },
  { type: 'BACKED_OFF' },
];

const allProbes = { startup: true, readiness: true, liveness: true };
const noProbes = { startup: false, readiness: false, liveness: false };
const input = { pod: 'default/web', name: 'app', kind: 'app', policy: 'Always', deterministic: false, probes: allProbes } as const;

const walks = [input, { ...input, probes: noProbes, deterministic: true }, { ...input, probes: noProbes, policy: 'Never' as const }, { ...input, probes: noProbes, policy: 'OnFailure' as const }].map((one) => ({
  input: one,
  walk: adjacencyMapToArray(getAdjacencyMap(containerMachine, { input: one, events })),
}));

function taken({ walk }: (typeof walks)[number]): ReadonlySet<string> {
  const changed = walk.filter(({ state, nextState }) => JSON.stringify([state.value, state.context]) !== JSON.stringify([nextState.value, nextState.context]));
  return new Set(changed.map(({ state, event, nextState }) => `${String(state.value)} ${event.type} ${String(nextState.value)}`));
}

test('the walk reaches every state in which a container waits or runs', () => {
  const reached = new Set(walks.flatMap(({ walk }) => walk.map(({ state }) => String(state.value))));
  expect([...reached].sort()).toEqual(
    ['waiting', 'pulling', 'errImagePull', 'imagePullBackOff', 'creating', 'starting', 'failed', 'lookingUp', 'startingUp', 'unready', 'ready', 'stopping', 'stopFailed', 'crashLoopBackOff', 'done'].sort(),
  );
});

test('with all probes and restartPolicy Always it takes every transition but those of a last end', () => {
  const [first] = walks;
  expect(first && [...taken(first)].sort()).toEqual([
    'crashLoopBackOff BACKED_OFF waiting',
    'crashLoopBackOff STOP done',
    'creating CREATED done',
    'creating CREATED failed',
    'creating CREATED starting',
    'creating STOP creating',
    'errImagePull BACKED_OFF imagePullBackOff',
    'errImagePull STOP done',
    'failed BACKED_OFF lookingUp',
    'failed STOP lookingUp',
    'imagePullBackOff BACKED_OFF pulling',
    'imagePullBackOff STOP done',
    'lookingUp FAILED failed',
    'lookingUp FOUND crashLoopBackOff',
    'lookingUp FOUND done',
    'lookingUp FOUND pulling',
    'lookingUp FOUND starting',
    'lookingUp FOUND startingUp',
    'lookingUp FOUND stopping',
    'lookingUp FOUND waiting',
    'lookingUp STOP lookingUp',
    'pulling PULLED creating',
    'pulling PULLED done',
    'pulling PULLED errImagePull',
    'pulling PULLED imagePullBackOff',
    'pulling STOP pulling',
    'ready EXITED crashLoopBackOff',
    'ready EXITED waiting',
    'ready PROBED stopping',
    'ready PROBED unready',
    'ready STOP stopping',
    'starting EXITED crashLoopBackOff',
    'starting EXITED done',
    'starting EXITED waiting',
    'starting STARTED failed',
    'starting STARTED startingUp',
    'starting STARTED stopping',
    'starting STOP starting',
    'startingUp EXITED crashLoopBackOff',
    'startingUp EXITED waiting',
    'startingUp PROBED stopping',
    'startingUp PROBED unready',
    'startingUp STOP stopping',
    'stopFailed BACKED_OFF stopping',
    'stopFailed EXITED crashLoopBackOff',
    'stopFailed EXITED done',
    'stopFailed EXITED waiting',
    'stopFailed STOP stopping',
    'stopping EXITED crashLoopBackOff',
    'stopping EXITED done',
    'stopping EXITED waiting',
    'stopping FAILED stopFailed',
    'stopping STOP stopping',
    'unready EXITED crashLoopBackOff',
    'unready EXITED waiting',
    'unready PROBED ready',
    'unready PROBED stopping',
    'unready STOP stopping',
    'waiting START crashLoopBackOff',
    'waiting START pulling',
    'waiting START starting',
    'waiting START startingUp',
    'waiting START waiting',
    'waiting STOP done',
  ]);
});

test('restart policies: Always never ends by itself, Never is never started again, OnFailure only after a failure', () => {
  for (const { input: { policy }, walk } of walks) {
    for (const { state, event, nextState } of walk) {
      if (event.type !== 'EXITED' || state.context.ending || !isRunning(state.value) || nextState.value === state.value) continue;
      const ends = policy === 'Never' || (policy === 'OnFailure' && event.exitCode === 0);
      expect(nextState.value === 'done').toBe(ends);
    }
  }
});

test('once the pod ends, no container of it is started any more', () => {
  for (const { walk } of walks) {
    for (const { state, nextState } of walk) {
      if (state.context.ending) expect(['waiting', 'pulling', 'creating', 'starting', 'unready', 'ready'].filter((value) => value === nextState.value && value !== state.value)).toEqual([]);
    }
  }
});

test('what runs already is adopted', () => {
  const check = (_: string, holds: boolean): boolean => holds;
  const adopted = container.next(container.initial({ ...input, probes: noProbes }), { type: 'START', found: 'running', exitCode: null, attempt: 2 }, check);
  expect(adopted.state).toMatchObject({ value: 'ready', context: { restarts: 2 } });
  expect(adopted.actions.map(({ type }) => type)).not.toContain('pull');
});

test('restarts are counted up to the cap', () => {
  for (const { walk } of walks) for (const { state } of walk) expect(state.context.restarts).toBeLessThanOrEqual(restartCap);
});
