import { adjacencyMapToArray, getAdjacencyMap } from '@xstate/graph';
import { expect, test } from 'vitest';
import { rolloutMachine, type RolloutEvent } from '../../../../../model/components/controllers/deployment/rollout.ts';

const flags = [false, true];
const observed: RolloutEvent[] = flags.flatMap((complete) => flags.flatMap((progressed) => flags.map((allUpdated) => ({ type: 'OBSERVED', complete, progressed, allUpdated }) as const)));
const events: RolloutEvent[] = [{ type: 'CREATED' }, { type: 'FOUND' }, { type: 'CREATE_FAILED' }, { type: 'PAUSED' }, { type: 'RESUMED' }, ...observed];
const walk = adjacencyMapToArray(getAdjacencyMap(rolloutMachine, { events }));

test('every reason of the condition Progressing is reached', () => {
  expect([...new Set(walk.map(({ state }) => String(state.value)))].sort()).toEqual(Object.keys(rolloutMachine.states).sort());
});

test('completion is left only by a new ReplicaSet, a failure, a pause, or replicas that are not updated', () => {
  const ways = walk.filter(({ state, nextState }) => state.value === 'NewReplicaSetAvailable' && nextState.value !== state.value);
  for (const { event } of ways) if (event.type === 'OBSERVED') expect(event).toMatchObject({ complete: false, progressed: true, allUpdated: false });
  expect([...new Set(ways.map(({ nextState }) => String(nextState.value)))].sort()).toEqual(['DeploymentPaused', 'NewReplicaSetCreated', 'ReplicaSetCreateError', 'ReplicaSetUpdated']);
});
