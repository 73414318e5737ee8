import { describe, expect, test } from 'vitest';
import { apiserver } from '../../../../model/components/apiserver/index.ts';
import { bootstrapObjects } from '../../../../model/components/apiserver/bootstrap/index.ts';
import type { ApiReply, ApiRequest, NewRequest } from '../../../../model/components/client/protocol.ts';
import { etcd, storedObjects } from '../../../../model/components/etcd/etcd.ts';
import { atomic } from '../../../../model/kernel/atomic.ts';
import type { Component } from '../../../../model/kernel/component.ts';
import { Engine, type State } from '../../../../model/kernel/engine.ts';
import type { JsonObject } from '../../../../model/kernel/json.ts';
import type { StateView, System } from '../../../../model/kernel/system.ts';
import type { KubernetesObject } from '../../../../model/objects/index.ts';
import { pod, resources, textOf } from './support.ts';

/** Sends one request at the beginning, and keeps the code of its reply. */
function client(name: string, request: NewRequest, server: string): Component {
  const sent: ApiRequest = { ...request, type: 'request', id: '0.only', user: 'kubernetes-admin' };
  return atomic<number, ApiReply>({
    name,
    initial: -1,
    internal: { send: (state) => (state === -1 ? [{ state: -2, send: [{ to: server, message: sent }] }] : []) },
    receive: (_, reply) => [{ state: reply.code }],
  });
}

interface Clients {
  readonly [name: string]: { readonly request: Partial<NewRequest> & Pick<ApiRequest, 'verb'>; readonly server?: string };
}

function systemOf(objects: readonly JsonObject[], clients: Clients, rest: Partial<System> = {}): System {
  const initial = storedObjects([...bootstrapObjects(), ...(objects as unknown as readonly KubernetesObject[])]);
  const servers = [...new Set(Object.values(clients).map(({ server }) => server ?? 'apiserver'))];
  return {
    components: [
      etcd({ objects: initial }),
      ...servers.map((name) => apiserver({ name, resources, warm: initial })),
      ...Object.entries(clients).map(([name, { request, server }]) => client(name, { namespace: 'default', resource: 'pods', ...request }, server ?? 'apiserver')),
    ],
    logs: resources.map((name) => ({ name, openReaders: servers.map((reader) => ({ reader })) })),
    timing: 'adversarial',
    ...rest,
  };
}

/** Every state that the system can reach. */
function explore(engine: Engine, visit: (view: StateView, isEnd: boolean) => void, limit = 50_000): number {
  const seen = new Set<string>();
  const open: State[] = [...engine.initial()];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    const name = JSON.stringify(engine.snapshot(state));
    if (seen.has(name)) continue;
    seen.add(name);
    if (seen.size > limit) throw new Error(`more than ${limit} states`);
    const enabled = engine.enabled(state);
    visit(engine.view(state), enabled.length === 0);
    for (const action of enabled) open.push(engine.apply(state, action));
  }
  return seen.size;
}

/** The codes with which all may end. */
function endings(system: System, names: readonly string[]): readonly string[] {
  const found = new Set<string>();
  explore(new Engine(system), (view, isEnd) => {
    if (isEnd) found.add(names.map((name) => textOf(view.get(name, 'state'))).join(' '));
  });
  return [...found].sort();
}

const bindTo = (node: string) => ({ verb: 'create', subresource: 'binding', name: 'web', body: { apiVersion: 'v1', kind: 'Binding', metadata: { name: 'web' }, target: { kind: 'Node', name: node } } }) as const;

describe('whatever the interleaving', () => {
  const binders: Clients = { a: { request: bindTo('node-1'), server: 'apiserver-a' }, b: { request: bindTo('node-2'), server: 'apiserver-b' } };

  test('of two bindings through two API servers one succeeds', () => {
    expect(endings(systemOf([pod('web')], binders), ['a', 'b'])).toEqual(['201 409', '409 201']);
  });

  test.each(['apiserver.podIsUnbound', 'etcd.revisionMatches'])('without %s both may succeed', (guard) => {
    expect(endings(systemOf([pod('web')], binders, { mutants: { [guard]: true } }), ['a', 'b'])).toContain('201 201');
  });

  test('of two creations one succeeds, and patches never conflict', () => {
    const create = { verb: 'create', body: pod('web') } as const;
    expect(endings(systemOf([], { a: { request: create }, b: { request: create } }), ['a', 'b'])).toEqual(['201 409', '409 201']);
    const patch = (label: string) => ({ verb: 'patch', name: 'web', body: { metadata: { labels: { [label]: 'yes' } } } }) as const;
    expect(endings(systemOf([pod('web')], { a: { request: patch('a') }, b: { request: patch('b') } }), ['a', 'b'])).toEqual(['200 200']);
  });

  test('a binding and a deletion of an unscheduled pod: it is bound and lives on, marked, or it is gone', () => {
    const remove = { verb: 'delete', name: 'web' } as const;
    const ends = new Set<string>();
    explore(new Engine(systemOf([pod('web')], { a: { request: bindTo('node-1') }, b: { request: remove } })), (view, isEnd) => {
      const stored = view.get('etcd', 'pods/default/web') as { metadata: JsonObject; spec: JsonObject } | undefined;
      if (stored?.metadata['deletionGracePeriodSeconds'] === 0) expect(stored.spec['nodeName']).toBeUndefined();
      if (isEnd) ends.add(`${textOf(view.get('a', 'state'))} ${textOf(view.get('b', 'state'))} ${stored === undefined ? 'gone' : textOf(stored.spec['nodeName'])}`);
    });
    expect([...ends].sort()).toEqual(['201 200 node-1', '404 200 gone', '409 200 gone']);
  });
});

describe('with a crash of the API server', () => {
  test('a request is executed or not, its client is told or knows nothing, and what is stored is never half of it', () => {
    const ends = new Set<string>();
    const system = systemOf([], { a: { request: { verb: 'create', body: pod('web') } } }, {
      faults: { crash: 1 },
      channel: () => ({
        order: 'unordered',
        onReceiverCrash: {
          name: 'reset',
          apply: (message, from) => {
            const { type, id } = message as { readonly type: string; readonly id: string };
            return type === 'request' ? { put: [], send: [{ to: from, message: { type: 'reply', id, code: 0, reason: 'Timeout' } }] } : { put: [message] };
          },
        },
      }),
    });
    explore(new Engine(system), (view, isEnd) => {
      if (isEnd) ends.add(`${textOf(view.get('a', 'state'))} ${view.get('etcd', 'pods/default/web') === undefined ? 'absent' : 'stored'} ${textOf(view.get('apiserver', 'watchcache/pods'))}`);
    });
    expect([...ends].sort()).toEqual(['0 absent watching', '0 stored watching', '201 stored watching']);
  });
});

test('a cluster in which nothing is asked is at rest', () => {
  const engine = new Engine(systemOf([pod('web')], { a: { request: { verb: 'get', name: 'web' } } }));
  expect(explore(engine, () => {})).toBeLessThan(10);
});
