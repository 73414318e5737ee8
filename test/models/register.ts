import { atomic, type Component, type Json, type Observer, type StateView, type System } from '../../index.ts';

/** What clients say to the servers of a replicated register, and the other way round. */
export type RegisterMessage =
  | { readonly put: number; readonly value: string }
  | { readonly get: number }
  | { readonly putOk: number }
  | { readonly getOk: number; readonly value: string };

/**
 * A replicated register with its clients (the harness of Stateright's register examples): each client puts a value
 * at one server and, once that is acknowledged, gets the value from the next. The puts are under way at the
 * beginning. Clients are numbered on from the servers, for that is how requests get their numbers.
 */
export function register(servers: readonly string[], server: (name: string, number: number) => Component, clients: number): System {
  const first = Array.from({ length: clients }, (_, index) => ({ name: `client${servers.length + index}`, number: servers.length + index, value: valueOf(index) }));
  return {
    components: [...servers.map(server), ...first.map(({ name, number }) => client(name, number, servers))],
    underway: first.map(({ name, number, value }) => ({ from: name, to: servers[number % servers.length] ?? '', message: { put: number, value } })),
    observers: [history(first.map(({ name }) => name))],
    describe: (message) => Object.entries(message as { readonly [key: string]: Json }).map(([key, value]) => `${key} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`).join(' '),
  };
}

export const serverNames = (servers: number): readonly string[] => Array.from({ length: servers }, (_, index) => `server${index}`);

/** Whether a client is being told a value that somebody put. */
export function isChosen(state: StateView, servers: number, clients: number): boolean {
  const messages = serverNames(servers).flatMap((server) => Array.from({ length: clients }, (_, index) => state.underway(server, `client${servers + index}`)).flat());
  return messages.some((message) => 'getOk' in (message as RegisterMessage) && (message as { readonly value: string }).value !== nothingYet);
}

/** What a register holds before anything is put. */
export const nothingYet = '';

const valueOf = (index: number): string => String.fromCharCode('A'.charCodeAt(0) + index);

function client(name: string, number: number, servers: readonly string[]): Component {
  return atomic<{ readonly awaiting: number | null; readonly operations: number }, RegisterMessage>({
    name,
    initial: { awaiting: number, operations: 1 },
    receive(state, message) {
      if ('putOk' in message && message.putOk === state.awaiting) {
        const request = (state.operations + 1) * number;
        return [{ state: { awaiting: request, operations: state.operations + 1 }, send: [{ to: servers[(number + state.operations) % servers.length] ?? '', message: { get: request } }] }];
      }
      return 'getOk' in message && message.getOk === state.awaiting ? [{ state: { awaiting: null, operations: state.operations + 1 } }] : [];
    },
  });
}

type Operation = { readonly after: { readonly [client: string]: number }; readonly operation: Json };
type History = { readonly done: { readonly [client: string]: readonly Json[] }; readonly open: { readonly [client: string]: Operation } };

/** Invocations and returns by client, with what other clients had completed before: what linearizability is judged on. */
function history(clients: readonly string[]): Observer {
  const put = (name: string, index: number): readonly [string, Operation] => [name, { after: {}, operation: { write: valueOf(index) } }];
  const initial: History = { done: Object.fromEntries(clients.map((name) => [name, []])), open: Object.fromEntries(clients.map(put)) };
  return {
    name: 'history',
    initial: initial,
    observe(memory, happening) {
      if (happening.kind !== 'reaction' || happening.input.kind !== 'message') return memory;
      let { done, open } = memory as unknown as History;
      const message = happening.input.message as RegisterMessage;
      const at = happening.component;
      const operation = open[at];
      if (('putOk' in message || 'getOk' in message) && operation) {
        done = { ...done, [at]: [...(done[at] ?? []), [operation, 'getOk' in message ? message.value : 'written']] };
        open = Object.fromEntries(Object.entries(open).filter(([name]) => name !== at));
      }
      for (const send of happening.reaction.send ?? []) {
        if (!('get' in (send.message as RegisterMessage))) continue;
        const after = Object.fromEntries(Object.entries(done).filter(([name, all]) => name !== at && all.length > 0).map(([name, all]) => [name, all.length - 1]));
        open = { ...open, [at]: { after, operation: 'read' } };
      }
      return { done, open };
    },
  };
}
