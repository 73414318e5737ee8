import { adjacencyMapToArray, getAdjacencyMap } from '@xstate/graph';
import { describe, expect, test } from 'vitest';
import { cycleGuards, schedulingCycle, schedulingCycleMachine, type CycleEvent } from '../../../../model/components/scheduler/schedulingCycle.ts';

const events: CycleEvent[] = [
  { type: 'SKIP' },
  { type: 'FILTERED', feasible: 1, rejectedBy: [], message: '' },
  { type: 'FILTERED', feasible: 0, rejectedBy: ['NodeResourcesFit'], message: '0/1 nodes are available: 1 Insufficient cpu.' },
  { type: 'SCORED', node: 'node-1' },
  { type: 'RESERVED', volumes: 0, awaitsVolumes: false },
  { type: 'RESERVED', volumes: 0, awaitsVolumes: true },
  { type: 'RESERVED', volumes: 2, awaitsVolumes: true },
  { type: 'PERMITTED' },
  { type: 'CLUSTER_EVENT', helps: true },
  { type: 'CLUSTER_EVENT', helps: false },
  { type: 'HANDLE_FAILURE' },
  { type: 'VOLUME_REPLIED', ok: true, message: '' },
  { type: 'VOLUME_REPLIED', ok: false, message: 'conflict' },
  { type: 'VOLUMES_BOUND' },
  { type: 'VOLUMES_TIMED_OUT' },
  { type: 'BIND_REPLIED', ok: true, message: '' },
  { type: 'BIND_REPLIED', ok: false, message: 'conflict' },
];

/** Every state of an attempt, with every event there. */
const walk = adjacencyMapToArray(getAdjacencyMap(schedulingCycleMachine, { input: { uid: 'web-uid' }, events }));
const taken = walk.filter(({ state, nextState }) => JSON.stringify([state.value, state.context]) !== JSON.stringify([nextState.value, nextState.context]));

describe('the scheduling cycle, walked', () => {
  test('takes every transition and reaches every state', () => {
    const transitions = new Set(taken.map(({ state, event, nextState }) => `${String(state.value)} ${event.type} ${String(nextState.value)}`));
    expect([...transitions].sort()).toEqual([
      'assumed RESERVED reserved',
      'binding BIND_REPLIED bound',
      'binding BIND_REPLIED failed',
      'popped FILTERED scoring',
      'popped FILTERED unschedulable',
      'popped SKIP skipped',
      'preBinding VOLUME_REPLIED failed',
      'preBinding VOLUME_REPLIED preBinding',
      'preBinding VOLUME_REPLIED waitingForVolumes',
      'reserved PERMITTED binding',
      'reserved PERMITTED preBinding',
      'reserved PERMITTED waitingForVolumes',
      'scoring SCORED assumed',
      'unschedulable CLUSTER_EVENT unschedulable',
      'unschedulable HANDLE_FAILURE failed',
      'waitingForVolumes VOLUMES_BOUND binding',
      'waitingForVolumes VOLUMES_TIMED_OUT failed',
    ]);
  });

  test('is finite and small', () => {
    expect(new Set(walk.map(({ state }) => JSON.stringify([state.value, state.context]))).size).toBeLessThan(40);
  });

  test('every failure after the pod was assumed forgets it', () => {
    for (const { state, event } of taken) {
      const next = schedulingCycle.next({ value: state.value, context: state.context }, event, (_, holds) => holds);
      const actions = next.actions.map(({ type }) => type);
      if (next.state.value !== 'failed') continue;
      expect({ from: state.value, forgets: actions.includes('forget') }).toEqual({ from: state.value, forgets: state.value !== 'unschedulable' });
      expect(actions).toContain('report');
    }
  });

  test('a pod is never bound before its volumes are written and bound', () => {
    for (const { state, nextState } of taken) {
      if (nextState.value === 'binding') expect(state.value === 'waitingForVolumes' || !state.context.awaitsVolumes).toBe(true);
    }
  });

  test('every guard is described, and is seen both true and false', () => {
    expect([...schedulingCycle.guards].sort()).toEqual(Object.keys(cycleGuards).sort());
    const seen = new Set<string>();
    for (const { state, event } of walk) {
      schedulingCycle.next({ value: state.value, context: state.context }, event, (guard, holds) => {
        seen.add(`${guard} ${holds}`);
        return holds;
      });
    }
    expect([...seen].sort()).toEqual(Object.keys(cycleGuards).flatMap((guard) => [`${guard} false`, `${guard} true`]).sort());
  });
});
