import { atomic, type Component, type Json, type Observer, type Send, type System } from '../../index.ts';

/**
 * Single-decree Paxos used as a register (Stateright's model of that name): three servers; each client puts a
 * value at one server and, once that is acknowledged, gets the value from the next.
 */
export function paxos(clients: number): System {
  const servers = ['server0', 'server1', 'server2'];
  const names = Array.from({ length: clients }, (_, index) => `client${index + servers.length}`);
  const first = names.map((name, index) => ({ name, number: index + servers.length, value: String.fromCharCode(65 + index) }));
  return {
    components: [...servers.map((name, index) => server(name, index, servers)), ...first.map(({ name, number }) => client(name, number, servers))],
    underway: first.map(({ name, number, value }) => ({ from: name, to: servers[number % servers.length] ?? '', message: { put: number, value } })),
    observers: [history(names)],
    describe: (message) => Object.entries(message as Message).map(([key, value]) => `${key} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`).join(' '),
  };
}

type Ballot = readonly [round: number, server: number];
type Proposal = readonly [request: number, client: string, value: string];
type Accepted = readonly [Ballot, Proposal] | null;

type Message =
  | { readonly put: number; readonly value: string }
  | { readonly get: number }
  | { readonly putOk: number }
  | { readonly getOk: number; readonly value: string }
  | { readonly prepare: Ballot }
  | { readonly prepared: Ballot; readonly last: Accepted }
  | { readonly accept: Ballot; readonly proposal: Proposal }
  | { readonly accepted: Ballot }
  | { readonly decided: Ballot; readonly proposal: Proposal };

type Server = {
  readonly ballot: Ballot;
  readonly proposal: Proposal | null;
  readonly prepares: { readonly [server: string]: Accepted };
  readonly accepts: readonly string[];
  readonly accepted: Accepted;
  readonly isDecided: boolean;
};

const majority = 2;

function server(name: string, number: number, servers: readonly string[]): Component {
  const broadcast = (message: Message): Send[] => servers.filter((peer) => peer !== name).map((to) => ({ to, message }));
  return atomic<Server, Message>({
    name,
    initial: { ballot: [0, 0], proposal: null, prepares: {}, accepts: [], accepted: null, isDecided: false },
    receive(state, message, from) {
      if (state.isDecided) {
        return 'get' in message && state.accepted ? [{ state, send: [{ to: from, message: { getOk: message.get, value: state.accepted[1][2] } }] }] : [];
      }
      if ('put' in message && state.proposal === null) {
        const ballot: Ballot = [state.ballot[0] + 1, number];
        return [{ state: { ...state, proposal: [message.put, from, message.value], ballot, prepares: { [name]: state.accepted }, accepts: [] }, send: broadcast({ prepare: ballot }) }];
      }
      if ('prepare' in message && compare(state.ballot, message.prepare) < 0) {
        return [{ state: { ...state, ballot: message.prepare }, send: [{ to: from, message: { prepared: message.prepare, last: state.accepted } }] }];
      }
      if ('prepared' in message && compare(message.prepared, state.ballot) === 0) {
        const prepares = { ...state.prepares, [from]: message.last };
        if (Object.keys(prepares).length !== majority) return [{ state: { ...state, prepares } }];
        const proposal = latest(Object.values(prepares)) ?? state.proposal;
        if (proposal === null) return [];
        return [{ state: { ...state, prepares, proposal, accepted: [state.ballot, proposal], accepts: [...new Set([...state.accepts, name])].sort() }, send: broadcast({ accept: state.ballot, proposal }) }];
      }
      if ('accept' in message && compare(state.ballot, message.accept) <= 0) {
        return [{ state: { ...state, ballot: message.accept, accepted: [message.accept, message.proposal] }, send: [{ to: from, message: { accepted: message.accept } }] }];
      }
      if ('accepted' in message && compare(message.accepted, state.ballot) === 0) {
        const accepts = [...new Set([...state.accepts, from])].sort();
        if (accepts.length !== majority || state.proposal === null) return [{ state: { ...state, accepts } }];
        const [request, requester] = state.proposal;
        return [{ state: { ...state, accepts, isDecided: true }, send: [...broadcast({ decided: state.ballot, proposal: state.proposal }), { to: requester, message: { putOk: request } }] }];
      }
      if ('decided' in message) return [{ state: { ...state, ballot: message.decided, accepted: [message.decided, message.proposal], isDecided: true } }];
      return [];
    },
  });
}

function compare(a: Ballot, b: Ballot): number {
  return a[0] - b[0] || a[1] - b[1];
}

function latest(all: readonly Accepted[]): Proposal | null {
  const known = all.filter((accepted) => accepted !== null).sort(([a], [b]) => compare(b, a));
  return known[0]?.[1] ?? null;
}

function client(name: string, number: number, servers: readonly string[]): Component {
  return atomic<{ readonly awaiting: number | null; readonly operations: number }, Message>({
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
  const put = (name: string, index: number): readonly [string, Operation] => [name, { after: {}, operation: { write: String.fromCharCode(65 + index) } }];
  const initial: History = { done: Object.fromEntries(clients.map((name) => [name, []])), open: Object.fromEntries(clients.map(put)) };
  return {
    name: 'history',
    initial: initial,
    observe(memory, happening) {
      if (happening.kind !== 'reaction' || happening.input.kind !== 'message') return memory;
      let { done, open } = memory as unknown as History;
      const message = happening.input.message as Message;
      const at = happening.component;
      const operation = open[at];
      if (('putOk' in message || 'getOk' in message) && operation) {
        done = { ...done, [at]: [...(done[at] ?? []), [operation, 'getOk' in message ? message.value : 'written']] };
        open = Object.fromEntries(Object.entries(open).filter(([name]) => name !== at));
      }
      for (const send of happening.reaction.send ?? []) {
        if (!('get' in (send.message as Message))) continue;
        const after = Object.fromEntries(Object.entries(done).filter(([name, all]) => name !== at && all.length > 0).map(([name, all]) => [name, all.length - 1]));
        open = { ...open, [at]: { after, operation: 'read' } };
      }
      return { done, open };
    },
  };
}
