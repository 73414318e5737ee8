import { describe, expect, test } from 'vitest';
import { breadthFirst, Engine, reactions, type Component, type Json, type StateView, type System } from '../../../../index.ts';
import type { ApiRequest } from '../../../../model/components/client/protocol.ts';
import type { AssumedPod } from '../../../../model/components/scheduler/parts.ts';
import { scheduler } from '../../../../model/components/scheduler/scheduler.ts';
import type { Node, Pod } from '../../../../model/objects/index.ts';
import { node, pod, requesting } from './support.ts';

/** As much of an API server as a scheduler needs: binds a pod once, stores a status, and may not answer. */
function store(pods: readonly Pod[]): Component {
  return {
    name: 'apiserver',
    initial: Object.fromEntries(pods.map((one) => [one.metadata.name, one])),
    react: (view, input, check) =>
      reactions(view, check, (step) => {
        if (input.kind !== 'message') return step.impossible();
        const request = input.message as ApiRequest;
        const name = String(request.name);
        const stored = step.get(name) as unknown as Pod;
        const answer = (reply: object): void => step.send(input.from, { type: 'reply', id: request.id, ...reply });
        const commit = (change: object): void => {
          const changed = { ...stored, ...change, metadata: { ...stored.metadata, resourceVersion: String(Number(stored.metadata.resourceVersion) + 1) } } as unknown as Json;
          step.set(name, changed);
          step.append('pods', { type: 'MODIFIED', object: changed });
        };
        const { status, target } = request.body as unknown as { readonly status: { readonly conditions: Json }; readonly target: { readonly name: string } };
        if (request.subresource === 'status') {
          if (JSON.stringify(stored.status?.conditions) !== JSON.stringify(status.conditions)) commit({ status: { ...stored.status, ...status } });
          return answer({ code: 200 });
        }
        if ((stored.spec.nodeName ?? '') !== '') return answer({ code: 409, reason: 'Conflict', message: `pod ${name} is already assigned to node "${stored.spec.nodeName}"` });
        commit({ spec: { ...stored.spec, nodeName: target.name } });
        answer(step.fault('replyLost') ? { code: 0, reason: 'Timeout' } : { code: 201 });
      }),
  };
}

function system(schedulers: readonly string[], nodes: readonly Node[], extra: Partial<System>): System {
  const pods = ['a', 'b'].map((name) => pod(name, { spec: requesting('2') }));
  return {
    components: [...schedulers.map((name) => scheduler({ name, user: 'system:kube-scheduler', apiservers: ['apiserver'], watches: ['nodes', 'pods'], warm: [...nodes, ...pods] })), store(pods)],
    logs: ['nodes', 'pods'].map((name) => ({ name, openReaders: schedulers.map((reader) => ({ reader })) })),
    ...extra,
  };
}

const nodeOf = (view: StateView, name: string): string => (view.get('apiserver', name) as unknown as Pod).spec.nodeName ?? '';

const seenOn = (view: StateView, by: string, name: string): string => (view.get(by, `cache/pods/default/${name}`) as unknown as Pod).spec.nodeName ?? '';

/** P20: what one scheduler has bound and assumed never exceeds a node. Each pod here fills one. */
function overcommitted(view: StateView, name: string): boolean {
  const assumed = view.keys(name, 'assumed/').map((part) => (view.get(name, part) as unknown as AssumedPod).node);
  const seen = ['a', 'b'].map((one) => seenOn(view, name, one)).filter((where) => where !== '');
  const all = [...assumed, ...seen];
  return new Set(all).size < all.length;
}

/** P21, P23: an assumption has a bind under way or a confirmed one behind it; a waiting pod is in no other state, and not bound. */
function confused(view: StateView, name: string): boolean {
  return ['a', 'b'].some((one) => {
    const assumption = view.get(name, `assumed/default/${one}`) as unknown as AssumedPod | undefined;
    const [queued, cycle] = [view.get(name, `queue/default/${one}`), view.get(name, `cycle/default/${one}`)];
    return (assumption?.phase === 'binding' && cycle === undefined) || (queued !== undefined && (assumption !== undefined || cycle !== undefined || seenOn(view, name, one) !== ''));
  });
}

function explore(schedulers: readonly string[], extra: Partial<System> = {}, nodes = [node('node-1'), node('node-2')]) {
  const engine = new Engine(system(schedulers, nodes, extra));
  const violated = engine.function((view) => {
    // Two schedulers that do not know of each other's assumptions may: only the kubelet will notice.
    if (schedulers.length === 1 && schedulers.some((name) => overcommitted(view, name))) return 'overcommitted';
    return schedulers.some((name) => confused(view, name)) ? 'confused' : undefined;
  });
  const unfinished = engine.function((view) => (['a', 'b'].some((name) => nodeOf(view, name) === '') || schedulers.some((name) => view.keys(name, 'queue/').length > 0) ? 'unfinished' : undefined));
  const as = (found: string | undefined) => (found === undefined ? undefined : { property: found, statement: found, explanation: found });
  const result = breadthFirst(engine, { find: (state) => as(violated(state)), findAtEnd: (state) => as(unfinished(state)), maximumStates: 200_000 });
  const seen = engine.guardCoverage();
  return { found: result.found?.violation.property, schedule: result.found?.schedule ?? [], exhausted: result.exhausted, states: result.states, seen };
}

describe('every interleaving of two pods that fill two nodes', () => {
  test('one scheduler binds both, and never overcommits', () => {
    expect(explore(['scheduler'])).toMatchObject({ found: undefined, exhausted: true });
  });

  test('two schedulers bind both as well, whoever wins', () => {
    expect(explore(['scheduler-a', 'scheduler-b'])).toMatchObject({ found: undefined, exhausted: true });
  });

  test('in the calm timing it comes to rest', () => {
    expect(explore(['scheduler'], { timing: 'calm' })).toMatchObject({ found: undefined, exhausted: true });
  });

  test('mutant scheduler.fitsResources=true is caught where there is one node only', () => {
    expect(explore(['scheduler'], { mutants: { 'scheduler.fitsResources': true } }, [node('node-1')]).found).toBe('overcommitted');
  });

  test('a lost reply frees the room of a pod that is bound, as in reality: the next one may overcommit the node', () => {
    const { found, schedule } = explore(['scheduler'], { faults: { replyLost: 1 } });
    expect(found).toBe('overcommitted');
    expect(schedule.some((label) => label.includes('replyLost'))).toBe(true);
  });

  test.each([
    ['scheduler.assumedPodsCount', false, ['scheduler'], 'overcommitted'],
    ['scheduler.forgetOnBindError', false, ['scheduler-a', 'scheduler-b'], 'confused'],
    ['scheduler.fitsResources', false, ['scheduler'], 'unfinished'],
    ['scheduler.bindSucceeded', false, ['scheduler'], 'overcommitted'],
    ['scheduler.someNodeFits', false, ['scheduler'], 'unfinished'],
    ['scheduler.podIsNotAssumed', false, ['scheduler'], 'unfinished'],
    ['scheduler.podIsStillUnassigned', true, ['scheduler-a', 'scheduler-b'], 'confused'],
  ])('mutant %s=%s is caught: %s, %s', (guard, answer, schedulers, property) => {
    expect(explore(schedulers, { mutants: { [guard]: answer } }).found).toBe(property);
  });
});
