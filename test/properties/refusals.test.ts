import { describe, expect, it } from 'vitest';
import type { Happening, JsonObject } from '../../model/kernel/index.ts';
import { refusalsHaveReasons } from '../../properties/admission/refusalsHaveReasons.ts';
import { holding, judged, reacts, stateOf, takesUp } from './support.ts';

const name = 'kubectl/0.command';
const inDefault = { namespace: 'default' };
const container = (cpu: string): JsonObject => ({ name: 'web', image: 'registry.example/web:1', resources: { limits: { cpu } } });

function pod(spec: JsonObject = {}): JsonObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', ...inDefault }, spec: { containers: [container('1')], ...spec } };
}

const namespace = (phase: string): JsonObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' }, status: { phase } });
const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', ...inDefault } };
const high = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 1000, globalDefault: true };
const limits = { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'limits', ...inDefault }, spec: { limits: [{ type: 'Container', max: { cpu: '2' } }] } };
const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'pods', ...inDefault }, spec: { hard: { pods: '1' } } };

const usual = [namespace('Active'), account];

/** The API server does its own work on the request. */
function works(...notes: readonly (readonly [note: string, facts?: JsonObject])[]): Happening {
  const told = notes.map(([note, facts]) => ({ note, text: note, request: name, verb: 'create', ...facts }));
  return { kind: 'reaction', component: 'apiserver', input: { kind: 'internal', input: { admission: 'mutate', request: name } }, reaction: { notes: told } };
}

const mutated = works(['mutating admission']);
const validated = works(['schema validated']);
const refused: readonly [string, JsonObject] = ['rejected', { code: 403, reason: 'Forbidden' }];

function asks(failurePolicy: string): Happening {
  return reacts('apiserver', { set: { [`request/${name}`]: { round: { calling: { name: 'policy', failurePolicy } } } }, send: [{ to: 'webhook-policy', message: { type: 'review', id: `0.request/${name}#`, webhook: 'policy' } }] });
}

function refusedAfter(answer: JsonObject): Happening {
  return reacts('apiserver', { notes: [{ note: 'rejected', text: 'no', request: name, verb: 'create', code: 403, reason: 'Forbidden' }] }, 'webhook-policy', { type: 'reviewed', id: `0.request/${name}#`, allowed: true, ...answer });
}

/** What is said of the creation when that happens to it and the API server knows these objects. */
function said(object: JsonObject, happenings: readonly Happening[], known: readonly JsonObject[] = usual): string | undefined {
  const isClass = object['kind'] === 'PriorityClass';
  const request = { verb: 'create', resource: isClass ? 'priorityclasses' : 'pods', ...(!isClass && inDefault), body: object };
  return judged(refusalsHaveReasons, [takesUp(name, request), ...happenings], stateOf({ apiserver: holding(known, 'cache/') }));
}

describe('refusals-have-reasons', () => {
  it.each<[string, JsonObject, readonly JsonObject[]]>([
    ['its namespace is being deleted', pod(), [namespace('Terminating'), account]],
    ['its service account is not known', pod({ serviceAccountName: 'nobody' }), usual],
    ['its priority class is not known', pod({ priorityClassName: 'none' }), usual],
    ['it makes up its priority', pod({ priority: 7 }), [...usual, high]],
  ])('a pod is refused in mutating admission, and only then, when %s', (_, object, known) => {
    expect(said(object, [works(refused)], known)).toBeUndefined();
    expect(said(object, [mutated], known)).toContain('passed mutating admission, although');
    expect(said(pod(), [works(refused)])).toBe('the create of pods/default/web was refused (403 Forbidden), and no rule is against it');
    expect(said(pod({ priorityClassName: 'high', priority: 1000 }), [mutated], [...usual, high])).toBeUndefined();
  });

  it('a container outside of a limit range is refused in validating admission, and only then', () => {
    const greedy = pod({ containers: [container('3')] });
    expect(said(greedy, [mutated, works(['schema validated'], refused)], [...usual, limits])).toBeUndefined();
    expect(said(greedy, [mutated, validated], [...usual, limits])).toContain('container web may use more than 2 cpu');
    expect(said(pod(), [mutated, works(['schema validated'], refused)], [...usual, limits])).toContain('no rule is against it');
  });

  it('of several default priority classes all but one are refused', () => {
    const higher = { ...high, metadata: { name: 'higher' } };
    expect(said(higher, [mutated, validated], [high])).toContain('priority class high is the default');
    expect(said(high, [mutated, validated], [])).toBeUndefined();
  });

  it('what is invalid is refused, and nothing else is called invalid', () => {
    const invalid: readonly [string, JsonObject] = ['rejected', { code: 422, reason: 'Invalid' }];
    expect(said(pod({ containers: [] }), [mutated, works(invalid)])).toBeUndefined();
    expect(said(pod(), [mutated, works(invalid)])).toContain('was refused (422 Invalid)');
  });

  it('a quota may always be a reason, since what was charged is not known', () => {
    expect(said(pod(), [mutated, works(['schema validated'], refused)], [...usual, quota])).toBeUndefined();
  });

  it('a webhook that denies is a reason, and one that is silent if its failure policy says so', () => {
    expect(said(pod(), [asks('Ignore'), refusedAfter({ allowed: false })])).toBeUndefined();
    expect(said(pod(), [asks('Fail'), refusedAfter({ allowed: false, timedOut: true })])).toBeUndefined();
    expect(said(pod(), [asks('Ignore'), refusedAfter({ allowed: false, timedOut: true })])).toContain('no webhook that was asked is against it');
    expect(said(pod(), [asks('Fail'), refusedAfter({})])).toContain('no webhook that was asked is against it');
  });
});
